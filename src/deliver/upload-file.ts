// Sends one ready file and keeps the receipt; a file that is already there and the same is not sent again.
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FoundClip, FoundFile, ReadyFile, Receipt, Role } from "../domain/clip.ts";
import type { FileFacts } from "./file-facts.ts";
import type { Priority } from "./limits.ts";
import type { RunContext } from "./run-context.ts";
import { identifySource, isSameSource, requireUnchanged } from "../ledger/source-identity.ts";

/** The receipt of an earlier run for the same source and recipe, if the clip is still at the destination. */
export async function findReceipt(
  clip: FoundClip,
  role: Role,
  source: FoundFile,
  context: RunContext,
): Promise<Receipt | undefined> {
  const { remote, sentNow, settings } = context;
  if (settings.force && !sentNow.has(`${role}/${clip.name}`)) return undefined;
  if (!remote.has(clip.name) && !sentNow.has(`graded/${clip.name}`)) return undefined;
  const record = context.journalOf(clip).sent(clip.name, role);
  if (!record || record.recipe !== context.recipeOf(role, clip)) return undefined;
  return (await isSameSource(record.source, source)) ? record.receipt : undefined;
}

export interface Turn {
  readonly priority: Priority;
  /** Called when the file's turn has come, which may take hours: the last moment to refuse. */
  readonly beforeSending?: (() => Promise<void>) | undefined;
}

export async function uploadFile(
  clip: FoundClip,
  file: ReadyFile,
  about: FileFacts,
  { priority, beforeSending }: Turn,
  context: RunContext,
): Promise<Receipt> {
  const { destination, emit, signal, uploadSignal, newHasher } = context;
  const outgoing = { ...file, clipName: clip.name };
  const key = destination.keyOf(outgoing);
  const source = await identifySource(file.source);
  const journal = context.journalOf(clip);
  const { role } = file;
  await keepCopy(file, context);
  const receipt = await context.limits.upload(priority, async () => {
    signal.throwIfAborted();
    await requireUnchanged(file.source);
    const total = file.sizeBytes;
    const onProgress = (done: number) => {
      context.uplink.note(key, done);
      emit({ type: "progress", phase: "upload", clip: clip.name, file: key, done, total, unit: "bytes" });
    };
    await beforeSending?.();
    await journal.requireRoom();
    journal.append({ type: "sending", clip: clip.name, role });
    return destination.sendFile(outgoing, { signal: uploadSignal, onProgress, newHasher });
  });
  const recipe = context.recipeOf(role, clip);
  journal.append({ type: "sent", clip: clip.name, role, source, recipe, receipt, ...about });
  context.sentNow.add(`${role}/${clip.name}`);
  if (isMade(file)) await rm(file.path, { force: true });
  return receipt;
}

/** Files on the card stay as they are; what was made here is deleted once it is up. */
function isMade(file: ReadyFile): boolean {
  return file.action !== "passthrough" && file.path !== file.source.path;
}

/** For the person who wants what was made. Before it is sent: once it is, no further run would think of it. */
async function keepCopy(file: ReadyFile, { settings }: RunContext): Promise<void> {
  if (settings.keepProxies === undefined || !isMade(file)) return;
  const target = join(settings.keepProxies, basename(file.path));
  await mkdir(settings.keepProxies, { recursive: true });
  await copyFile(file.path, `${target}.part`);
  await rename(`${target}.part`, target);
}
