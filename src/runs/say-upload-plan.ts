// What there is to send, said before the first file goes: how much, and how long that takes where anything tells.
import { extname } from "node:path";
import type { Delivery } from "../deliver/delivery.ts";
import { findStandingAt } from "../deliver/standing.ts";
import type { ClipPlan, OwedFile } from "../domain/clip.ts";

/**
 * Counts the files that are not up yet, by their size on the card; says nothing where there are none. A file that
 * has to be made first has no size yet. A picture that is made is too small to count.
 */
export async function sayUploadPlan(plans: readonly ClipPlan[], delivery: Delivery): Promise<void> {
  const { targets, rules, make, cards } = delivery;
  const bytesOf = new Map<string, number | undefined>();
  const bytesTo = targets.map(() => 0);
  let [files, filesToMake, bytes] = [0, 0, 0];
  for (const plan of plans) {
    let isKnown = true;
    let sum = 0;
    for (const [index, target] of targets.entries()) {
      const standing = await cards.hold(plan.card, () => findStandingAt(plan, target, rules.force));
      const open = standing.filter(({ owed, state }) => state !== "up" && !isMadePicture(plan, owed));
      const sizes = open.map(({ owed }) => sizeToSend(plan, owed, make.check.wants.proxy));
      const known = sizes.filter((size) => size !== undefined);
      const part = known.reduce((total, size) => total + size, 0);
      files += known.length;
      filesToMake += open.length - known.length;
      sum += part;
      bytesTo[index] = (bytesTo[index] ?? 0) + part;
      isKnown &&= known.length === open.length;
    }
    bytes += sum;
    bytesOf.set(plan.name, isKnown ? sum : undefined);
  }
  if (files + filesToMake === 0) return;
  const estimates = targets.map(({ uplink }, index) => uplink.estimate(bytesTo[index] ?? 0));
  // They go at the same time, so the slowest tells.
  const estimate = estimates.reduce((a, b) => ((b?.seconds ?? 0) > (a?.seconds ?? 0) ? b : a), undefined);
  const plan = { files, filesToMake, bytes, bytesOf, ...(estimate && files > 0 ? { estimate } : {}) };
  make.check.emit({ type: "upload-planned", ...plan });
}

function isMadePicture({ thumbnail }: ClipPlan, { role }: OwedFile): boolean {
  return role === "thumbnail" && thumbnail === undefined;
}

/** Undefined for what has to be made first: only .mp4 goes as it is, and .jpg. */
function sizeToSend({ look }: ClipPlan, { role, source }: OwedFile, proxy: string): number | undefined {
  if (role === "thumbnail") return source.sizeBytes;
  const isMade =
    proxy === "always" || (role === "graded" && look !== undefined) || source.parts !== undefined;
  return !isMade && extname(source.path).toLowerCase() === ".mp4" ? source.sizeBytes : undefined;
}
