// Another clip has this name already: nothing is overwritten unasked, and with `--replace` both are shown first.
import type { CheckedClip, ClipPlan } from "../domain/clip.ts";
import type { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import {
  identifyRemote,
  otherSourceError,
  type PictureFacts,
  remoteClashError,
  twinError,
} from "../plan/clash.ts";
import { pictureFacts } from "./file-facts.ts";
import { isSameSource } from "../ledger/source-identity.ts";
import { owedTo } from "../plan/owed-to.ts";
import type { TargetView } from "./target.ts";

/** What a clash leads to. */
export interface ClashRule {
  readonly replace: boolean;
  readonly emit: Emit;
}

/** Another file was delivered under this name before: never overwritten unasked. */
export async function refuseOtherSource(plan: ClipPlan, target: TargetView, rule: ClashRule): Promise<void> {
  if (!target.listing.known().has(plan.name)) return;
  for (const { role, source } of owedTo(plan, target.destination.takes.roles)) {
    // A picture is made anew or replaced with its clip.
    const record = role === "thumbnail" ? undefined : target.records.sent(plan.name, role);
    if (!record || (await isSameSource(record.source, source))) continue;
    refuseOrSay(otherSourceError(plan.name, record, source), plan, rule);
  }
}

/** The project has a clip of this name that was not sent from here: another one, or one of which nothing is known. */
export function refuseOtherClip(clip: CheckedClip, target: TargetView, rule: ClashRule): void {
  if (isOurs(clip, target)) return;
  const remote = target.listing.known().get(clip.name);
  const twin = target.listing.twinOf(clip.name);
  if (!remote && twin !== undefined) throw twinError(clip.name, twin);
  if (!remote) return;
  const verdict = identifyRemote(remote.metadata, factsOf(clip));
  if (verdict.state === "same") return;
  refuseOrSay(remoteClashError(clip.name, verdict), clip, rule);
}

/** Another cart may have sent a clip of this name since the run began: asked in the last moment before the bytes go. */
export async function refuseSentMeanwhile(
  clip: CheckedClip,
  bytes: number,
  target: TargetView,
  { replace }: ClashRule,
): Promise<void> {
  const { name } = clip;
  if (replace || isOurs(clip, target)) return;
  const known = target.listing.known().get(name);
  const remote = known ?? (await target.listing.find(name));
  if (!remote) return;
  const verdict = identifyRemote(remote.metadata, { ...factsOf(clip), bytes });
  if (verdict.state !== "same") throw remoteClashError(name, verdict, known === undefined);
}

/** Is what shows there under this name, as far as is known, what was sent from here? */
function isOurs({ name, owes }: ClipPlan, { records }: TargetView): boolean {
  return owes.some(({ role }) => role !== "thumbnail" && records.wasBegun(name, role));
}

function factsOf(clip: CheckedClip): PictureFacts {
  const probed = clip.probed.graded ?? clip.probed.log;
  if (!probed || !("facts" in probed)) return {};
  const role = clip.probed.graded ? "graded" : "log";
  const isAsItIs = clip.verdicts[role] === "passthrough";
  return { ...pictureFacts(probed.facts), ...(isAsItIs && { bytes: probed.file.sizeBytes }) };
}

/** With `--replace` both are shown before the one takes the other's place; without it this throws. */
function refuseOrSay(clash: OdailiesError, { name }: ClipPlan, { replace, emit }: ClashRule): void {
  if (!replace) throw clash;
  emit({ type: "warning", code: "replacing", clip: name, message: `${clash.message} It is replaced.` });
}
