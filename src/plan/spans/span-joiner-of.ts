// How a run joins recordings, from what was asked of it.
import type { FoundClip } from "../../domain/clip.ts";
import type { Emit } from "../../domain/events.ts";
import type { NameClash } from "../../domain/scan.ts";
import type { CheckContext } from "../../deliver/run-context.ts";
import { createSpanJoiner, type SpanJoiner, spanProbe, type SpanRequest } from "./join-spans.ts";

export interface RunThatJoins extends Pick<CheckContext, "tools" | "signal" | "probed"> {
  readonly settings: Pick<CheckContext["settings"], "proxy">;
  readonly emit: Emit;
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

/** How files were sent before stands, where there is a journal; `--proxy never` sends them as they are. */
export function spanJoinerOf(run: RunThatJoins, readJournal: SpanRequest["readJournal"]): SpanJoiner {
  const { emit, isWanted, settings } = run;
  const base = { emit, ...(isWanted && { isWanted }) };
  if (settings.proxy !== "never") return createSpanJoiner({ ...base, probe: spanProbe(run), readJournal });
  const whyNotProbed = "with --proxy never, files are sent as they are";
  return createSpanJoiner({ ...base, probe: undefined, whyNotProbed, readJournal: undefined });
}
