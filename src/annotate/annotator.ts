// Sends metadata in batches, once a clip shows at the destination; asks first, sends only what changes.
import type { Destination } from "../destinations/destination.ts";
import type { Listing } from "../destinations/listing.ts";
import { type Annotation, NOT_ANNOTATED } from "../domain/annotation.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import { diffMetadata, withoutDefaults } from "../metadata/diff-metadata.ts";
import { suggestMetadata } from "../metadata/suggest-metadata.ts";
import { pause } from "../plan/pause.ts";
import { type ClipChange, fieldChanges } from "./clip-change.ts";
import { keepLater } from "./keep-later.ts";
import { type MetadataOut, sendMetadata, type SentChange } from "./send-metadata.ts";
import { createWaitingWords } from "./waiting-words.ts";

export interface ClipToAnnotate {
  readonly name: string;
  readonly roll: string | undefined;
  readonly desired: ClipMetadata;
  /** Sent only where the destination has no value, see `suggestMetadata`. */
  readonly suggested?: ClipMetadata;
  /** When a person decided on a desired value; undefined where nobody did. */
  readonly decidedOf: (property: MetadataProperty) => string | undefined;
  /** Did this run bring the clip? Then no listing from before shows it, and nothing of it was typed by anybody. */
  readonly isNew: boolean;
}

export interface Annotator {
  /** Resolves once the clip's metadata is in place or has failed; rejects only when the run stops. */
  annotate(clip: ClipToAnnotate): Promise<Annotation>;
  /** No more clips will come: send what waits now, and give missing clips their time. */
  finish(): Promise<void>;
}

export interface AnnotatorOptions {
  readonly destination: Pick<Destination, "label" | "takes">;
  readonly listing: Pick<Listing, "known" | "again" | "twinOf">;
  readonly records: Pick<DestinationRecords, "annotated" | "decided">;
  readonly out: MetadataOut;
  readonly onConflict: "keep" | "overwrite";
  /** Between two batches while clips still come; longer where a listing takes long. */
  readonly everyMs?: number;
  /** How long a clip may take to show after its upload. */
  readonly listedWithinMs?: number;
}

interface Waiting extends ClipToAnnotate {
  readonly resolve: (annotation: Annotation) => void;
  readonly reject: (reason: unknown) => void;
}

/** A batch may take a tenth of the time at most: a large project's listing costs uplink and patience. */
const LISTING_SHARE = 10;
const FIRST_LOOK_MS = 500;
const SLOWEST_LOOK_MS = 10_000;

export function createAnnotator(options: AnnotatorOptions): Annotator {
  const { destination, listing, out, everyMs = 5_000, listedWithinMs = 180_000 } = options;
  const { signal } = out;
  const words = createWaitingWords(destination.label, listing, out.emit);
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();
  let lastTookMs = 0;

  const flush = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const startedAt = performance.now();
    try {
      // Where nothing would be sent, the listing that there is serves; before anything is sent, it is asked anew:
      // somebody may have typed a value since.
      const [settled, open] = splitSettled(batch, listing.known(), options);
      await sendPresent(settled, listing.known(), options);
      if (open.length === 0) return;
      const remote = await listing.again();
      for (const clip of open) if (!remote.has(clip.name)) waiting.push(clip);
      const present = open.filter(({ name }) => remote.has(name));
      await sendPresent(present, remote, options);
    } catch (error) {
      for (const clip of batch) clip.reject(error);
    }
    lastTookMs = performance.now() - startedAt;
  };
  const flushInTurn = () => (sending = sending.then(flush));
  const schedule = () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        void flushInTurn();
      },
      Math.max(everyMs, LISTING_SHARE * lastTookMs),
    );
  };
  return {
    annotate: (clip) => {
      if (Object.keys({ ...clip.suggested, ...clip.desired }).length === 0)
        return Promise.resolve(NOT_ANNOTATED);
      return new Promise((resolve, reject) => {
        waiting.push({ ...clip, resolve, reject });
        schedule();
      });
    },
    finish: async () => {
      clearTimeout(timer);
      timer = undefined;
      const deadline = Date.now() + listedWithinMs;
      await flushInTurn();
      for (
        let wait = FIRST_LOOK_MS;
        waiting.length > 0 && Date.now() < deadline;
        wait = Math.min(wait * 2, SLOWEST_LOOK_MS)
      ) {
        words.say(waiting.map(({ name }) => name));
        await pause(wait, signal).catch(() => undefined);
        if (signal.aborted) break;
        await flushInTurn();
      }
      for (const clip of waiting) {
        if (signal.aborted) clip.reject(signal.reason);
        else clip.resolve({ ...NOT_ANNOTATED, error: notListed(clip.name, listing, destination.label) });
      }
      waiting = [];
    },
  };
}

type Clips = ReturnType<Listing["known"]>;

/** What would be sent for a clip, and what stays. */
interface WantedChange {
  readonly change: ClipChange;
  readonly kept: Annotation["kept"];
}

function findChange(
  clip: Waiting,
  remote: Clips,
  { records, onConflict, destination: { takes } }: AnnotatorOptions,
): WantedChange {
  const { name, roll, suggested = {}, decidedOf } = clip;
  const there = remote.get(name)?.metadata ?? {};
  const lastSent = records.annotated(name, there);
  const all = { ...suggestMetadata(suggested, withoutDefaults(there, lastSent)), ...clip.desired };
  const later =
    onConflict === "overwrite"
      ? { desired: all, kept: [] }
      : keepLater({ clip: name, desired: all, there, records, decidedOf });
  const diff = diffMetadata({ desired: later.desired, remote: there, lastSent, onConflict });
  const fields = fieldChanges(diff.patch, { there, lastSent, takes }, decidedOf);
  return { change: { clip: name, roll, fields, from: "" }, kept: [...later.kept, ...diff.kept] };
}

function splitSettled(
  batch: readonly Waiting[],
  known: Clips,
  options: AnnotatorOptions,
): readonly [settled: readonly Waiting[], open: readonly Waiting[]] {
  const isSettled = (clip: Waiting) =>
    !clip.isNew && known.has(clip.name) && findChange(clip, known, options).change.fields.length === 0;
  return [batch.filter(isSettled), batch.filter((clip) => !isSettled(clip))];
}

async function sendPresent(
  present: readonly Waiting[],
  remote: Clips,
  options: AnnotatorOptions,
): Promise<void> {
  const { out } = options;
  const wanted = present.map((clip) => ({ clip, ...findChange(clip, remote, options) }));
  const sentOf = new Map<string, SentChange>();
  const isNew = new Set(present.filter((clip) => clip.isNew).map(({ name }) => name));
  await sendMetadata(
    wanted.map(({ change }) => change),
    ({ clip }) => !isNew.has(clip),
    out,
    (batch) => {
      for (const each of batch) sentOf.set(each.change.clip, each);
    },
  );
  for (const { clip, kept } of wanted) {
    const sent = sentOf.get(clip.name);
    clip.resolve({
      sent: sent?.sent ?? {},
      kept,
      unsupported: sent?.unsupported ?? [],
      ...(sent?.refusal === undefined ? {} : { error: refusedError(clip.name, sent.refusal) }),
    });
  }
}

function refusedError(name: string, message: string): OdailiesError {
  return new OdailiesError("metadata_refused", `${name} is up, but its metadata was refused: ${message}`, {
    hint: "Correct the value in the sheet and run the same command again.",
  });
}

function notListed(name: string, listing: Pick<Listing, "twinOf">, where: string): OdailiesError {
  const twin = listing.twinOf(name);
  const but = twin === undefined ? "" : ` It shows ${twin} there, which is spelled alike.`;
  return new OdailiesError("clip_not_listed", `${name} was sent, but does not show at ${where} yet.${but}`, {
    hint: "Run the same command again in a few minutes: only its metadata will be sent.",
  });
}
