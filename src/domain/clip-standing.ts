// How far a clip is: what of it is up, what is only made, what is missing.
import type { Role } from "./clip.ts";
import type { ClipMetadata, MetadataProperty } from "./metadata.ts";

/**
 * `up`: sent, and its source is still the same · `made`: a proxy lies in the work folder and was not sent yet ·
 * `missing`: nothing was done · `other`: another file was sent under this name.
 */
export type FileStanding = "up" | "made" | "missing" | "other";

export interface ClipStanding {
  /** Name of the folder it came from. */
  readonly card: string;
  /** `yyyyMMdd`; undefined where neither name nor file tells. */
  readonly day: string | undefined;
  /** Only the roles that this clip has or should have. */
  readonly files: Readonly<Partial<Record<Role, FileStanding>>>;
  /** Does the destination show it? Undefined where it was not asked. */
  readonly isListed: boolean | undefined;
  /** What is known of the clip and is not at the destination; empty before its graded file is up. */
  readonly lacksMetadata: readonly MetadataProperty[];
  /** Scene, shot, take, circled, as the destination has them; as they were sent where it was not asked. */
  readonly slate: ClipMetadata;
}
