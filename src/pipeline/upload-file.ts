// Sends one ready file and keeps the receipt; a file that is already there and the same is not sent again.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FoundClip, FoundFile, ReadyFile, Receipt, Role } from "../domain/clip.ts";
import type { FileFacts } from "./file-facts.ts";
import type { Priority } from "./limits.ts";
import type { RunContext } from "./run-context.ts";
import { identifySource, isSameSource, requireUnchanged } from "./state/source-identity.ts";

/** The receipt of an earlier run for the same source and recipe, if the clip is still at the destination. */
export async function findReceipt(
  clip: FoundClip,
  role: Role,
  source: FoundFile,
  context: RunContext,
): Promise<Receipt | undefined> {
  if (context.settings.force || !context.remote.has(clip.name)) return undefined;
  const record = context.journalOf(clip).sent(clip.name, role);
  if (!record || record.recipe !== context.recipeOf(role, clip)) return undefined;
  return (await isSameSource(record.source, source)) ? record.receipt : undefined;
}

export async function uploadFile(
  clip: FoundClip,
  file: ReadyFile,
  about: FileFacts,
  priority: Priority,
  context: RunContext,
): Promise<Receipt> {
  const { destination, emit, signal, uploadSignal, newHasher } = context;
  const outgoing = { ...file, clipName: clip.name };
  const key = destination.keyOf(outgoing);
  const source = await identifySource(file.source);
  const receipt = await context.limits.upload(priority, async () => {
    signal.throwIfAborted();
    await requireUnchanged(file.source);
    const total = file.sizeBytes;
    const onProgress = (done: number) => {
      context.uplink.note(key, done);
      emit({ type: "progress", phase: "upload", clip: clip.name, file: key, done, total, unit: "bytes" });
    };
    return destination.sendFile(outgoing, { signal: uploadSignal, onProgress, newHasher });
  });
  const { role } = file;
  const recipe = context.recipeOf(role, clip);
  context.journalOf(clip).append({ type: "sent", clip: clip.name, role, source, recipe, receipt, ...about });
  await putAway(file, context);
  return receipt;
}

/** What was made here is deleted once it is up, or kept where the person wants it. Files on the card stay. */
async function putAway(file: ReadyFile, { settings }: RunContext): Promise<void> {
  if (file.action === "passthrough" || file.path === file.source.path) return;
  if (settings.keepProxies !== undefined) {
    await mkdir(settings.keepProxies, { recursive: true });
    await copyFile(file.path, join(settings.keepProxies, basename(file.path)));
  }
  await rm(file.path, { force: true });
}
