// A file that a camera writes beside a clip, and that tells something about it.
import type { ClipMetadata } from "../../domain/metadata.ts";

export interface SidecarFormat {
  /** Permanent, e.g. `sony-nrt`. */
  readonly id: string;
  /** Is this the file's name in such a format? Base name, any case. */
  recognise(name: string): boolean;
  /** Only what has a value; `{}` where the text is empty, broken or of another kind. Throws nothing. */
  read(text: string): ClipMetadata;
}
