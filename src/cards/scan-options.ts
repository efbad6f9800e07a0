// What a scan may be told.

export interface ScanOptions {
  /** Variant of files whose name and folder tell none; `auto` takes them as graded. */
  readonly as: "auto" | "graded" | "log";
  /** Take the camera's small copies in place of the originals that they stand for. Default false: left out, counted. */
  readonly cameraProxies?: boolean;
  /** When aborted, the scan stops and throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called now and then with the number of files seen so far. */
  readonly onProgress?: (filesSeen: number) => void;
}
