// What became of the metadata of one clip at one destination.
import type { OdailiesError } from "./errors.ts";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "./metadata.ts";

export interface Annotation {
  /** The fields that were sent and taken. */
  readonly sent: ClipMetadata;
  /** Values on the service that a person entered, or decided later, and that were kept. */
  readonly kept: readonly {
    readonly property: MetadataProperty;
    readonly ours: MetadataValue;
    readonly theirs: MetadataValue;
  }[];
  /** Fields that the destination takes but cannot hold. */
  readonly unsupported: readonly MetadataProperty[];
  readonly error?: OdailiesError;
}

export const NOT_ANNOTATED: Annotation = { sent: {}, kept: [], unsupported: [] };
