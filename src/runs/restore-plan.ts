// A plan file → what is delivered: each file found below its root, and left alone where it is not the one that was planned.
import { basename } from "node:path";
import pLimit from "p-limit";
import { failedOutcome } from "../deliver/describe-end.ts";
import { findRoot } from "../cards/card-root.ts";
import { type Card, type ClipPlan, type FoundFile, type OwedFile } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Scan } from "../domain/scan.ts";
import type { Shard } from "../domain/shard.ts";
import type { PlanFile, PlannedClip, PlannedSource } from "../plan/plan-file.ts";
import { takeShard } from "../plan/shard.ts";
import type { Run } from "./frame.ts";
import { findPlanned, requirePlanned } from "./find-planned.ts";
import type { PlannedCards } from "./plan-cards.ts";
import { decidedInPlan, sheetsOfPlan } from "./sheets-of-plan.ts";

export interface PlanToRestore {
  readonly plan: PlanFile;
  /** Name → absolute path, of every root of the plan. */
  readonly roots: ReadonlyMap<string, string>;
  /** Default: all of it. */
  readonly shard?: Shard | undefined;
}

const READ_AT_A_TIME = 8;

/** Clips with a changed source have ended when it returns. Throws `card_not_found` where a root is not there. */
export async function restorePlan(
  { plan, roots, shard }: PlanToRestore,
  label: string,
  run: Run,
): Promise<PlannedCards> {
  const clips = shard ? takeShard(plan.clips, shard) : plan.clips;
  const cards = new Map<string, Card>();
  for (const name of new Set(clips.map(({ card }) => card))) cards.set(name, await findCard(name, roots));
  const cardOf = (name: string): Card => cards.get(name) ?? { root: "", name };
  run.expect(clips.map((clip) => unseen(clip, cardOf(clip.card))));
  const limit = pLimit(READ_AT_A_TIME);
  const restored = await Promise.all(
    clips.map((clip) => limit(() => restoreClip(clip, cardOf(clip.card), label, run))),
  );
  const plans = restored.filter((restoredPlan) => restoredPlan !== undefined);
  const sounds = new Map<string, FoundFile[]>();
  for (const sound of plan.sounds) {
    const card = cards.get(sound.root);
    if (card) sounds.set(sound.root, [...(sounds.get(sound.root) ?? []), await findPlanned(sound, card)]);
  }
  const partsOf = new Map(clips.map(({ clip, part_names }) => [clip, part_names]));
  return {
    scans: [...cards].map(([name, card]) => scanOf(card, plans, sounds.get(name) ?? [])),
    plans,
    sheets: sheetsOfPlan(clips),
    rows: { given: [], onCard: [], unreadable: 0 },
    partsOf: (name) => partsOf.get(name) ?? [],
    decidedOf: decidedInPlan(clips),
  };
}

async function findCard(name: string, roots: ReadonlyMap<string, string>): Promise<Card> {
  const root = roots.get(name) ?? "";
  const card = { root, name: basename(root) };
  await findRoot(card).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OdailiesError("card_not_found", `The root ${name} of the plan is not there: ${why}`, {
      hint: `Mount it, or say where it is on this machine with --root '${name}=<folder>'.`,
      context: { root },
      cause,
    });
  });
  return card;
}

async function restoreClip(
  clip: PlannedClip,
  card: Card,
  label: string,
  run: Run,
): Promise<ClipPlan | undefined> {
  run.signal.throwIfAborted();
  try {
    const sources = new Map<string, FoundFile>();
    for (const { source } of clip.files) {
      if (!sources.has(source.path)) sources.set(source.path, await findSource(source, card));
    }
    const owes = clip.files.map(({ role, recipe, source }): OwedFile => {
      const file = sources.get(source.path);
      if (!file) throw new Error(`${source.path} was not looked for`);
      return { role, recipe, source: file };
    });
    const sidecars = await Promise.all(clip.sidecars.map((file) => findPlanned(file, card)));
    return { ...unseen(clip, card), ...filesOf(owes), sidecars, owes };
  } catch (error) {
    run.end(await failedOutcome(unseen(clip, card), error, run.signal, label));
    return undefined;
  }
}

async function findSource({ parts = [], ...first }: PlannedSource, card: Card): Promise<FoundFile> {
  const files: FoundFile[] = [];
  for (const planned of [first, ...parts]) files.push(await requirePlanned(planned, card));
  const [file] = files;
  if (!file) throw new Error(`${first.path} has no files`);
  return parts.length > 0 ? { ...file, parts: files } : file;
}

/** A thumbnail that is made of the picture is no file of the clip. */
function filesOf(owes: readonly OwedFile[]): Pick<ClipPlan, "graded" | "log" | "thumbnail"> {
  const sourceOf = (role: OwedFile["role"]) => owes.find((owed) => owed.role === role)?.source;
  const [graded, log, thumbnail] = [sourceOf("graded"), sourceOf("log"), sourceOf("thumbnail")];
  return {
    ...(graded && { graded }),
    ...(log && { log }),
    ...(thumbnail && thumbnail.path !== graded?.path && { thumbnail }),
  };
}

/** What the plan itself says of the clip, before its files were looked for. */
function unseen({ clip, layout, roll, camera, date, look }: PlannedClip, card: Card): ClipPlan {
  return {
    ...{ name: clip, card, layout },
    ...{ roll: roll ?? undefined, camera: camera ?? undefined, date: date ?? undefined },
    ...(look && { look: { id: look.id, cdl: look.cdl ?? undefined } }),
    sidecars: [],
    owes: [],
  };
}

function scanOf(card: Card, plans: readonly ClipPlan[], sounds: readonly FoundFile[]): Scan {
  return {
    card,
    clips: plans.filter((plan) => plan.card === card),
    ...{ clashes: [], leftOut: [], sheets: [], gaps: [] },
    sounds,
  };
}
