// Another clip has this name already: nothing is overwritten unasked, and with `--replace` both are shown first.
import type { CheckedClip, FoundClip } from "../domain/clip.ts";
import type { OdailiesError } from "../domain/errors.ts";
import { newcomerError, otherSourceError, remoteClash } from "../plan/clash.ts";
import type { RunContext } from "./run-context.ts";
import { isSameSource } from "../ledger/source-identity.ts";

/** Another file was delivered under this name before: never overwritten unasked. */
export async function refuseOtherSource(clip: FoundClip, context: RunContext): Promise<void> {
  if (!context.remote.has(clip.name)) return;
  for (const role of ["graded", "log"] as const) {
    const file = clip[role];
    const record = file && context.journalOf(clip).sent(clip.name, role);
    if (!file || !record || (await isSameSource(record.source, file))) continue;
    refuseOrSay(otherSourceError(clip.name, record, file), clip, context);
  }
}

/** The project has another clip of this name that was not sent from here. */
export function refuseOtherClip(clip: CheckedClip, context: RunContext): void {
  const clash = remoteClash(clip, context.remote.get(clip.name));
  if (!clash || context.journalOf(clip).sent(clip.name, clip.graded ? "graded" : "log")) return;
  refuseOrSay(clash, clip, context);
}

/** Another cart may have sent a clip of this name since the run began: never overwritten unasked. */
export async function refuseNewcomer(clip: CheckedClip, context: RunContext): Promise<void> {
  const { name } = clip;
  if (context.settings.replace || context.remote.has(name)) return;
  if (context.journalOf(clip).wasBegun(name, "graded")) return;
  const remote = (await context.listAgain()).get(name);
  if (remote) throw remoteClash(clip, remote) ?? newcomerError(name);
}

/** With `--replace` both are shown before the one takes the other's place; without it this throws. */
function refuseOrSay(clash: OdailiesError, clip: FoundClip, { settings, emit }: RunContext): void {
  if (!settings.replace) throw clash;
  emit({ type: "warning", code: "replacing", clip: clip.name, message: `${clash.message} It is replaced.` });
}
