// A file that ffmpeg made here, and what could not be carried over into it.

export interface MadeFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Stream indexes of the source that are heard in it, left before right; empty for a silent take. */
  readonly audioStreams: readonly number[];
  /** The start label written, if any. */
  readonly timecode: string | undefined;
  /** Full sentences on what could not be carried over. */
  readonly warnings: readonly string[];
}
