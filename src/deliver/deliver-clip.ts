// One clip from the card to every destination: graded file, picture, metadata, then the LOG file; each has its own end.
import type { Role } from "../domain/clip.ts";
import { ERRORS, OdailiesError } from "../domain/errors.ts";
import { type ClipWork, openClipWork } from "./clip-work.ts";
import type { Delivery } from "./delivery.ts";
import type { Limits, Priority } from "./limits.ts";
import { findStandingAt, receiptsOf, type StandingFile } from "./standing.ts";
import { annotateClip, type ClipToDeliver, sendGraded, sendLog, sendPicture, type Step } from "./steps.ts";
import type { Target } from "./target.ts";
import { beginAt, hasReceipt, type TargetEnd } from "./target-end.ts";

/** Graded files of all clips go before any LOG file. */
const GRADED_FIRST = 2_000_000;
const LOG_AFTER = 1_000_000;

/** Sends every file that is not there yet. Never rejects: what went wrong at a destination is in its end. */
export async function deliverClip(clip: ClipToDeliver, delivery: Delivery): Promise<readonly TargetEnd[]> {
  const { plan, place } = clip;
  const { targets, rules, cards, make } = delivery;
  let standings: readonly (readonly StandingFile[])[];
  try {
    standings = await cards.hold(plan.card, () =>
      Promise.all(targets.map((target) => findStandingAt(plan, target, rules.force))),
    );
  } catch (error) {
    return targets.map((target) => Object.assign(beginAt(target), { error }));
  }
  // A clip that is stopped before its turn has at its end what earlier runs had sent.
  const begun = targets.map((target, index) => beginAt(target, receiptsOf(standings[index] ?? [])));
  const missing = new Set(standings.flat().flatMap(({ owed, state }) => (state === "up" ? [] : [owed.role])));
  const work = openClipWork(plan, missing, delivery);
  const isIdle = standings.map((files) => files.every(({ state }) => state === "up"));
  const steps = (
    before: readonly (TargetEnd | Promise<TargetEnd>)[],
    all: readonly Step[],
    priority: Priority,
  ) =>
    inTurn(
      before.map((end) => async () => runSteps(await end, all, { clip, work, priority }, delivery)),
      isIdle,
      { limits: make.check.limits, priority },
    );
  const graded = await steps(begun, [sendGraded, sendPicture, annotateClip], GRADED_FIRST - place);
  const hasLog = plan.owes.some(({ role }) => role === "log");
  const ends = await Promise.all(hasLog ? await steps(graded, [sendLog], LOG_AFTER - place) : graded);
  await work.finish((role: Role) => ends.every((end) => !takes(end, role) || hasReceipt(end, role)));
  return ends;
}

function takes({ target }: TargetEnd, role: Role): boolean {
  return target.destination.takes.roles.includes(role);
}

/**
 * Begins the work for all destinations in one turn. The turn is over once the first that has anything to do is done, so
 * that a destination which is slow or gone holds up no other.
 */
async function inTurn(
  works: readonly (() => Promise<TargetEnd>)[],
  isIdle: readonly boolean[],
  { limits, priority }: { readonly limits: Limits; readonly priority: Priority },
): Promise<readonly Promise<TargetEnd>[]> {
  return limits.clip(priority, async () => {
    const begun = works.map((work) => work());
    const busy = begun.filter((_, index) => isIdle[index] !== true);
    await Promise.race(busy.length > 0 ? busy : begun);
    return begun;
  });
}

/** Each step grows the end; the first that fails ends it with what had come before. */
async function runSteps(
  begun: TargetEnd,
  steps: readonly Step[],
  context: { readonly clip: ClipToDeliver; readonly work: ClipWork; readonly priority: Priority },
  delivery: Delivery,
): Promise<TargetEnd> {
  let end = begun;
  for (const step of steps) {
    if (end.error !== undefined || end.needsTool !== undefined) return end;
    const before = end;
    try {
      end = await delivery.cards.hold(context.clip.plan.card, () => step(before, context, delivery));
    } catch (error) {
      end = { ...before, error, hasStopped: stopWhereOver(before.target, error) };
    }
  }
  return end;
}

/** At once: while another destination still takes the clip, the next ones would run into the same. */
function stopWhereOver({ signal, stop }: Target, error: unknown): boolean {
  const isOver = error instanceof OdailiesError && ERRORS[error.code].reach === "run" && !signal.aborted;
  if (isOver) stop(error);
  return isOver;
}
