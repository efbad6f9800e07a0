// A delivery spec as data: which rules hold, how severe they are, and what a made proxy looks like.
import type { Fix, Severity } from "./finding.ts";

export interface SpecRule {
  /** Permanent id, e.g. `video.codec`; names the rule's code in `spec/rules/`. */
  readonly id: string;
  readonly severity: Severity;
  /** What mends it; `none` where only a person can. */
  readonly fix: Fix;
  /** Why the rule is there, for people. */
  readonly reason: string;
  /** The rule's numbers and lists, e.g. `{ "max": 42 }`. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What the encoder aims at when a proxy is made. */
export interface ProxyShape {
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** libx264 constant rate factor. */
  readonly crf: number;
  readonly maxBitRate: number;
  readonly bufferBits: number;
  readonly preset: string;
  readonly profile: string;
  /** Seconds between keyframes. */
  readonly keyframeSeconds: number;
  readonly audioBitRate: number;
  readonly audioSampleRate: number;
}

export interface Spec {
  /** E.g. `odailies-default-1`. */
  readonly specVersion: string;
  readonly rules: readonly SpecRule[];
  readonly proxy: ProxyShape;
}
