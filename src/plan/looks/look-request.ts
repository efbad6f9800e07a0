// The look that a run was asked for, read once before anything happens.
import type { LogEncoding } from "../../domain/log-encoding.ts";
import type { CubeLut } from "../../media/look/cube-lut.ts";
import type { CdlCorrection } from "../../media/look/read-cdl-file.ts";

export interface LookRequest {
  readonly lut: RequestedLut | undefined;
  /** Is the ASC CDL of sheets and files laid under the LUT? */
  readonly cdl: boolean;
  /** Corrections of files, which win over the sheets. */
  readonly corrections: readonly CdlCorrection[];
  /** `--log-encoding`: of clips, and of a LUT, that say nothing themselves. */
  readonly assumed: LogEncoding | undefined;
  /** Where baked looks are kept. */
  readonly folder: string;
}

export interface RequestedLut {
  /** The file's name. */
  readonly label: string;
  readonly lut: CubeLut;
  /** Of its content. */
  readonly sha256: string;
  /** What footage it is made for, where its name tells. */
  readonly input: LogEncoding | undefined;
}
