// A finding: what the delivery spec has to say about a clip. Data, never an exception.

export type Severity = "error" | "warning" | "info";

/** What mends it: `remux` rewrites the container, `encode` makes a proxy, `none` needs a person. */
export type Fix = "remux" | "encode" | "none";

export interface Finding {
  /** Permanent rule id, e.g. `video.codec`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The file of the clip that it speaks of. */
  readonly role: "graded" | "log" | "thumbnail";
  /** A full sentence for a person. */
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
  readonly fix: Fix;
}
