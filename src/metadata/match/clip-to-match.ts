// What a row is held against: a clip as far as its name, its folder and its file tell.

export interface ClipToMatch {
  readonly name: string;
  /** Names of its files without extension, where they differ from the clip's: `A001C001_240426_R1AA_709`. */
  readonly fileNames?: readonly string[];
  readonly camera?: string;
  /** `A001`. */
  readonly roll?: string;
  /** As written in the name: `C001`. */
  readonly clipNumber?: string;
  /** `yyyyMMdd`. */
  readonly date?: string;
  /** Start, `HH:MM:SS:FF`. */
  readonly timecode?: string;
  readonly frameCount?: number;
  readonly durationSeconds?: number;
  readonly fps?: number;
}
