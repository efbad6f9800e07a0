// What one look at one place found: the source, the destination, or a hash list.

/** `hash`: every byte · `size`: less than that · `unknown`: it could not be looked at · `different`. */
export type Proof = "hash" | "size" | "unknown" | "different";

export interface Comparison {
  readonly proof: Proof;
  /** What was found, a phrase without a full stop. */
  readonly words: string;
  /** Of a difference: the one thing to do about it. */
  readonly hint?: string;
}
