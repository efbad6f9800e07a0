// Folders and sheets → what each clip owes: where `ingest`, `--dry-run` and `--plan` begin, all in the same way.
import { matchSheets, type SheetMatch } from "../annotate/sheets/match-sheets.ts";
import { readSheets, type Rows } from "../annotate/sheets/read-sheets.ts";
import { requireAles } from "../deliver/send-ales.ts";
import { labelsOf } from "../destinations/open-destination.ts";
import type { ClipPlan } from "../domain/clip.ts";
import type { MetadataProperty } from "../domain/metadata.ts";
import type { Scan } from "../domain/scan.ts";
import { readLedger } from "../ledger/ledger.ts";
import { assignLooks } from "../plan/looks/assign-looks.ts";
import { orderClips } from "../plan/order-clips.ts";
import { planClips } from "../plan/plan-clips.ts";
import { spanJoinerOf } from "../plan/spans/span-joiner-of.ts";
import type { Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { scanClips } from "./scan-clips.ts";
import { sentSourcesOf } from "./sent-sources.ts";

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
  const isByAle = sheets.via === "ale";
  if (isByAle) requireAles(sheets.files);
  const readSent = async () => sentSourcesOf(delivery.to, await readLedger(delivery.own.stateFolder));
  const spans = spanJoinerOf(
    { ...cards, proxy: wants.proxy, tools: delivery.tools, signal, emit },
    delivery.rules.force ? undefined : readSent,
  );
  const toScan = { ...cards, mhl: delivery.mhl, spans };
  const { scans, clips } = await scanClips(toScan, labelsOf(delivery.to), run, spans.isWanted);
  const wanted = clips.filter(spans.isWanted);
  run.expect(wanted);
  const rows = await readSheets({
    given: isByAle ? [] : sheets.files,
    scans: sheets.beside === "none" ? [] : scans,
    reading: sheets.reading,
    emit,
    signal,
  });
  const matched = matchSheets(rows, clips, sheets, emit);
  const graded = assignLooks(wanted, { look: wants.look, rowsOf: matched.rowsOf, emit });
  const ordered = orderClips(graded, delivery.order, matched.isCircled);
  const byName = new Map(wanted.map((clip) => [clip.name, spans.partsOf(clip)]));
  return {
    scans,
    plans: await planClips(ordered, wants, signal),
    sheets: matched,
    rows,
    partsOf: (name) => byName.get(name) ?? [],
  };
}
