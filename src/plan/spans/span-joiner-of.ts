// How a run joins recordings, from what was asked of it.
import type { FoundClip } from "../../domain/clip.ts";
import type { Emit } from "../../domain/events.ts";
import type { NameClash } from "../../domain/scan.ts";
import {
  createSpanJoiner,
  type SpanJoiner,
  spanProbe,
  type SpanRequest,
  type SpanTools,
} from "./join-spans.ts";

export interface RunThatJoins extends SpanTools {
  readonly proxy: "auto" | "always" | "never";
  readonly emit: Emit;
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

/** How files were sent before stands, where it is known; `--proxy never` sends them as they are. */
export function spanJoinerOf(run: RunThatJoins, readSent: SpanRequest["readSent"]): SpanJoiner {
  const { emit, isWanted, proxy } = run;
  const base = { emit, ...(isWanted && { isWanted }) };
  if (proxy !== "never") return createSpanJoiner({ ...base, probe: spanProbe(run), readSent });
  const whyNotProbed = "with --proxy never, files are sent as they are";
  return createSpanJoiner({ ...base, probe: undefined, whyNotProbed, readSent: undefined });
}
