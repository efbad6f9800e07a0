// Folders and sheets → what each clip owes: where `ingest`, `--dry-run` and `--plan` begin, all in the same way.
import { matchSheets, type SheetMatch } from "../annotate/sheets/match-sheets.ts";
import { readSheets, type Rows } from "../annotate/sheets/read-sheets.ts";
import { requireAles } from "../annotate/sheets/send-ales.ts";
import type { ClipPlan } from "../domain/clip.ts";
import type { MetadataProperty } from "../domain/metadata.ts";
import type { Scan } from "../domain/scan.ts";
import { readLedger } from "../ledger/ledger.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { assignLooks } from "../plan/looks/assign-looks.ts";
import { orderClips } from "../plan/order-clips.ts";
import { planClips } from "../plan/plan-clips.ts";
import { scanCards } from "../plan/scan-cards.ts";
import type { SentSource } from "../plan/spans/sent-groups.ts";
import { spanJoinerOf } from "../plan/spans/span-joiner-of.ts";
import { gapsOf, type Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";

export interface PlannedCards {
  readonly scans: readonly Scan[];
  /** In the order of work; only those that the run is for. */
  readonly plans: readonly ClipPlan[];
  readonly sheets: SheetMatch;
  readonly rows: Rows;
  /** Names of the clips that are parts of this one and end with it. */
  readonly partsOf: (name: string) => readonly string[];
  /** When a person decided on a clip's value, ISO 8601, where a plan file says so; default: as its sheet is dated. */
  readonly decidedOf?: (clip: string, property: MetadataProperty) => string | undefined;
}

/** From here on every clip of the plans ends exactly once; name clashes have ended already. */
export async function planCards(request: IngestRequest, run: Run): Promise<PlannedCards> {
  const { cards, sheets, wants, delivery } = request;
  const { emit, signal } = run;
  const label = labelOf(request);
  const isByAle = sheets.via === "ale";
  if (isByAle) requireAles(sheets.files);
  const sentBefore = delivery.rules.force ? undefined : () => readSentSources(request);
  const spans = spanJoinerOf(
    { ...cards, proxy: wants.proxy, tools: delivery.tools, signal, emit },
    sentBefore,
  );
  const scans = await scanCards({ ...cards, mhl: delivery.mhl, emit, signal, spans });
  run.note({ gaps: gapsOf(scans) });
  const { clips, clashes } = findClashes(scans);
  for (const clash of clashes.filter(spans.isWanted)) run.end(clashOutcome(clash, label));
  const wanted = clips.filter(spans.isWanted);
  run.expect(wanted);
  const rows = await readSheets({
    given: isByAle ? [] : sheets.files,
    scans: sheets.beside === "none" ? [] : scans,
    reading: sheets.reading,
    emit,
  });
  const matched = matchSheets(rows, clips, sheets, emit);
  const graded = assignLooks(wanted, { look: wants.look, rowsOf: matched.rowsOf, emit });
  const ordered = orderClips(graded, delivery.order, matched.isCircled);
  const byName = new Map(wanted.map((clip) => [clip.name, spans.partsOf(clip)]));
  return {
    scans,
    plans: planClips(ordered, wants),
    sheets: matched,
    rows,
    partsOf: (name) => byName.get(name) ?? [],
  };
}

export function labelOf({ delivery }: Pick<IngestRequest, "delivery">): string {
  return delivery.to.map(({ label }) => label).join(", ");
}

/** How recordings over several files were sent before, to any of the destinations: that stands. */
async function readSentSources({ delivery }: IngestRequest): Promise<SentSource> {
  const ledger = await readLedger(delivery.own.stateFolder);
  const records = delivery.to.map(({ id }) => ledger.at(id));
  return (clip, role) =>
    records.map((each) => each.sent(clip, role)?.source).find((source) => source !== undefined);
}
