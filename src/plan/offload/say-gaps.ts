// What a card lacks, one line each; of very many the first.
import type { CardGap } from "../../domain/scan.ts";
import type { Emit } from "../../domain/events.ts";
import type { WarningCode } from "../../domain/warning.ts";

const CODES: Readonly<Record<CardGap["kind"], WarningCode>> = {
  missing: "clip_missing",
  unfinished: "copy_unfinished",
  unproven: "mhl_unusable",
};

const SAID_AT_MOST = 50;

export function sayGaps(gaps: readonly CardGap[], emit: Emit): void {
  for (const { kind, message } of gaps.slice(0, SAID_AT_MOST))
    emit({ type: "warning", code: CODES[kind], message });
  const rest = gaps.length - SAID_AT_MOST;
  if (rest > 0) emit({ type: "warning", code: "clip_missing", message: `${rest} more like these.` });
}
