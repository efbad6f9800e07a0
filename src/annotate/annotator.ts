// Sends metadata in batches, once a clip shows at the destination; asks first, sends only what changes.
import type { Destination } from "../destinations/destination.ts";
import type { ClipPatch, PatchReport, RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { diffMetadata, withoutDefaults } from "../metadata/diff-metadata.ts";
import { suggestMetadata } from "../metadata/suggest-metadata.ts";
import type { Journal, JournalRecord } from "../ledger/journal.ts";
import { pause } from "../deliver/pause.ts";

/** What became of one clip's metadata. */
export interface Annotation {
  /** The fields that were sent and taken. */
  readonly sent: ClipMetadata;
  /** Values on the service that a person entered and that were kept. */
  readonly kept: readonly {
    readonly property: MetadataProperty;
    readonly ours: MetadataValue;
    readonly theirs: MetadataValue;
  }[];
  /** Fields that the destination cannot hold. */
  readonly unsupported: readonly MetadataProperty[];
  readonly error?: OdailiesError;
}

export interface ClipToAnnotate {
  readonly name: string;
  readonly desired: ClipMetadata;
  /** Sent only where the destination has no value, see `suggestMetadata`. */
  readonly suggested?: ClipMetadata;
  /** What this tool sent last time, given what is there: values that differ from it were entered by a person. */
  readonly lastSent: (there: ClipMetadata) => ClipMetadata;
  readonly append: Journal["append"];
}

export interface Annotator {
  /** Resolves once the clip's metadata is in place or has failed; rejects only when the run stops. */
  annotate(clip: ClipToAnnotate): Promise<Annotation>;
  /** No more clips will come: send what waits now, and give missing clips their time. */
  finish(): Promise<void>;
}

export interface AnnotatorOptions {
  readonly destination: Destination;
  readonly onConflict: "keep" | "overwrite";
  readonly signal: AbortSignal;
  /** Between two batches while clips still come; longer where a listing takes long. */
  readonly everyMs?: number;
  /** How long a clip may take to show after its upload. */
  readonly listedWithinMs?: number;
}

interface Waiting extends ClipToAnnotate {
  readonly resolve: (annotation: Annotation) => void;
  readonly reject: (reason: unknown) => void;
}

const NOTHING: Annotation = { sent: {}, kept: [], unsupported: [] };
/** A batch may take a tenth of the time at most: a large project's listing costs uplink and patience. */
const LISTING_SHARE = 10;
const FIRST_LOOK_MS = 500;
const SLOWEST_LOOK_MS = 10_000;

export function createAnnotator(options: AnnotatorOptions): Annotator {
  const { destination, signal, onConflict, everyMs = 5_000, listedWithinMs = 180_000 } = options;
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
      const absent = await sendBatch(batch, await destination.list(signal), {
        destination,
        signal,
        onConflict,
      });
      waiting.push(...absent);
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
      if (Object.keys({ ...clip.suggested, ...clip.desired }).length === 0) return Promise.resolve(NOTHING);
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
        await pause(wait, signal).catch(() => undefined);
        if (signal.aborted) break;
        await flushInTurn();
      }
      for (const clip of waiting) {
        if (signal.aborted) clip.reject(signal.reason);
        else clip.resolve({ ...NOTHING, error: notListed(clip.name, destination.label) });
      }
      waiting = [];
    },
  };
}

/** Sends one batch; gives back the clips that the destination does not show yet. */
async function sendBatch(
  batch: readonly Waiting[],
  remote: ReadonlyMap<string, RemoteClip>,
  { destination, signal, onConflict }: Pick<AnnotatorOptions, "destination" | "signal" | "onConflict">,
): Promise<Waiting[]> {
  const present = batch.filter((clip) => remote.has(clip.name));
  const diffs = present.map((clip) => {
    const there = remote.get(clip.name)?.metadata ?? {};
    const { suggested = {} } = clip;
    const lastSent = clip.lastSent(there);
    const desired = { ...suggestMetadata(suggested, withoutDefaults(there, lastSent)), ...clip.desired };
    return { clip, diff: diffMetadata({ desired, remote: there, lastSent, onConflict }) };
  });
  const patches: ClipPatch[] = diffs
    .filter(({ diff }) => Object.keys(diff.patch).length > 0)
    .map(({ clip, diff }) => ({ name: clip.name, metadata: diff.patch }));
  appendEach(
    diffs
      .filter(({ diff }) => Object.keys(diff.patch).length > 0)
      .map(({ clip, diff }) => [clip, { type: "annotating", clip: clip.name, metadata: diff.patch }]),
  );
  const report: PatchReport =
    patches.length > 0
      ? await destination.patchClips(patches, signal)
      : { patched: new Map(), refused: [], unsupported: new Map() };
  const refusals = new Map(report.refused.map(({ name, message }) => [name, message]));
  appendEach(
    diffs.flatMap(({ clip }) => {
      const metadata = report.patched.get(clip.name) ?? {};
      const { name } = clip;
      return Object.keys(metadata).length > 0 ? [[clip, { type: "annotated", clip: name, metadata }]] : [];
    }),
  );
  for (const { clip, diff } of diffs) {
    const sent = report.patched.get(clip.name) ?? {};
    const refusal = refusals.get(clip.name);
    clip.resolve({
      sent,
      kept: diff.kept,
      unsupported: report.unsupported.get(clip.name) ?? [],
      ...(refusal === undefined ? {} : { error: refusedError(clip.name, refusal) }),
    });
  }
  return batch.filter((clip) => !remote.has(clip.name));
}

/** One write, and one wait for the disk, per journal. */
function appendEach(records: readonly (readonly [Waiting, JournalRecord])[]): void {
  const journals = new Map<Journal["append"], JournalRecord[]>();
  for (const [{ append }, record] of records) {
    journals.set(append, [...(journals.get(append) ?? []), record]);
  }
  for (const [append, all] of journals) append(...all);
}

function refusedError(name: string, message: string): OdailiesError {
  return new OdailiesError("metadata_refused", `${name} is up, but its metadata was refused: ${message}`, {
    hint: "Correct the value in the sheet and run the same command again.",
  });
}

function notListed(name: string, where: string): OdailiesError {
  return new OdailiesError("clip_not_listed", `${name} was sent, but does not show at ${where} yet.`, {
    hint: "Run the same command again in a few minutes: only its metadata will be sent.",
  });
}
