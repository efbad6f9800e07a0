// Metadata of a run: one annotator per destination that takes metadata, and the way back written beside.
import { createAnnotator } from "../annotate/annotator.ts";
import { type AnnotationTarget, type Annotations, createAnnotations } from "../annotate/annotations.ts";
import { type MetadataOut, NO_CARD } from "../annotate/send-metadata.ts";
import { decideSheets, readSheetDates, type SheetDates } from "../annotate/sheets/decided-sheets.ts";
import { matchSounds, mayMatchSounds } from "../annotate/sheets/match-sounds.ts";
import { readSounds } from "../annotate/sheets/read-sounds.ts";
import { createUndoLog } from "../annotate/undo-log.ts";
import type { Delivery } from "../deliver/delivery.ts";
import type { Target } from "../deliver/target.ts";
import type { Card, ClipPlan } from "../domain/clip.ts";
import { appendByCard } from "../ledger/append-by-card.ts";
import type { Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import type { PlannedCards } from "./plan-cards.ts";

export async function openAnnotations(
  planned: PlannedCards,
  request: IngestRequest,
  delivery: Delivery,
  run: Run,
): Promise<Annotations> {
  const { scans, plans, sheets } = planned;
  const { match, via } = request.sheets;
  const cardOf = new Map(plans.map(({ name, card }) => [name, card]));
  const dates = await readSheetDates({ given: request.sheets.files, scans });
  const context = { request, planned, dates, cardOf, delivery, run };
  const targets = delivery.targets.map((target) => openAnnotationTarget(target, context));
  const sounds = mayMatchSounds({ match, metadataVia: via }) ? await readSounds(scans, run) : [];
  return createAnnotations({
    sheets,
    sounds: matchSounds(sounds),
    targets,
    hold: ({ card }, read) => delivery.cards.hold(card, read),
    emit: run.emit,
  });
}

/** An annotate run of a large project takes minutes, an ingest the whole night. */
const LOCK_PATIENCE_MS = 15 * 60_000;

interface OpenContext {
  readonly planned: PlannedCards;
  readonly request: IngestRequest;
  readonly dates: SheetDates;
  readonly cardOf: ReadonlyMap<string, Card>;
  readonly delivery: Delivery;
  readonly run: Run;
}

function openAnnotationTarget(target: Target, context: OpenContext): AnnotationTarget {
  const { request, planned, dates, cardOf, delivery, run } = context;
  const { plans } = planned;
  const { destination, records, listing, signal } = target;
  const { id, label } = destination;
  const { ledger, own } = delivery.make;
  const { stateFolder } = own;
  const { emit } = run;
  const { decided, firstGiven } = decideSheets(dates, id, records);
  if (firstGiven.length > 0) ledger.append(anyCard(plans), firstGiven);
  const append: MetadataOut["append"] = (all) =>
    appendByCard(
      ledger,
      all.map((record) => ({ card: cardOf.get(record.clip) ?? anyCard(plans), record })),
    );
  const log = createUndoLog(stateFolder, { id, label, canBlank: destination.takes.blanks }, run.id);
  const undo: MetadataOut["undo"] = {
    ...log,
    note: async (changes, say) => {
      await log.note(changes, say);
      const file = log.file();
      if (file !== undefined) run.note({ undoFile: file });
    },
  };
  const out: MetadataOut = {
    destination,
    stateFolder,
    append,
    undo,
    emit,
    signal,
    patienceMs: LOCK_PATIENCE_MS,
  };
  const { onConflict } = request.sheets;
  const annotator = createAnnotator({ destination, listing, records, out, onConflict });
  const first = listing.known();
  const decidedOf: AnnotationTarget["decidedOf"] =
    planned.decidedOf ?? ((_clip, _property, sheet) => decided.get(sheet ?? ""));
  return { id, label, annotator, decidedOf, isNew: (clip) => !first.has(clip) };
}

function anyCard([first]: readonly ClipPlan[]): Card {
  return first?.card ?? NO_CARD;
}
