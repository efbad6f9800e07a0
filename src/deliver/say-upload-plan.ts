// What there is to send, said before the first file goes: how much, and how long that takes where anything tells.
import { extname } from "node:path";
import type { FoundClip, FoundFile, Role } from "../domain/clip.ts";
import type { RunContext } from "./run-context.ts";
import { findReceipt } from "./upload-file.ts";

/**
 * Counts the files that are not up yet, by their size on the card; says nothing where there are none. A file that
 * has to be made first has no size yet. A thumbnail that is made is too small to count.
 */
export async function sayUploadPlan(clips: readonly FoundClip[], context: RunContext): Promise<void> {
  const bytesOf = new Map<string, number | undefined>();
  let [files, filesToMake, bytes] = [0, 0, 0];
  for (const clip of clips) {
    const sizes = await Promise.all(filesOf(clip).map((file) => sizeToSend(clip, file, context)));
    const open = sizes.filter((size) => size !== "nothing");
    const known = open.filter((size) => size !== undefined);
    const sum = known.reduce((total, size) => total + size, 0);
    files += known.length;
    filesToMake += open.length - known.length;
    bytes += sum;
    bytesOf.set(clip.name, known.length === open.length ? sum : undefined);
  }
  if (files + filesToMake === 0) return;
  const estimate = files > 0 ? context.uplink.estimate(bytes) : undefined;
  const plan = { files, filesToMake, bytes, bytesOf, ...(estimate ? { estimate } : {}) };
  context.emit({ type: "upload-planned", ...plan });
}

function filesOf({ graded, log, thumbnail }: FoundClip): (readonly [Role, FoundFile])[] {
  const all = [["graded", graded] as const, ["thumbnail", thumbnail] as const, ["log", log] as const];
  return all.flatMap(([role, file]) => (file ? [[role, file] as const] : []));
}

/** Undefined for what has to be made first: only .mp4 goes as it is, and .jpg. */
async function sizeToSend(
  clip: FoundClip,
  [role, file]: readonly [Role, FoundFile],
  context: RunContext,
): Promise<number | "nothing" | undefined> {
  if (await findReceipt(clip, role, file, context)) return "nothing";
  if (role === "thumbnail") return file.sizeBytes;
  const hasLook = role === "graded" && clip.look !== undefined;
  const isMade = context.settings.proxy === "always" || hasLook || file.parts !== undefined;
  return !isMade && extname(file.path).toLowerCase() === ".mp4" ? file.sizeBytes : undefined;
}
