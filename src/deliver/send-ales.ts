// `--metadata-via ale`: the service reads the sheets itself; they go up once the clips that they speak of are there.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, parse } from "node:path";
import type { FoundClip, FoundFile } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { isSameSource } from "../ledger/source-identity.ts";
import { type Recipient, type SendingNotes, sendRecorded } from "./send-recorded.ts";

/** Throws `usage` for a sheet that the service cannot import. */
export function requireAles(paths: readonly string[]): void {
  const other = paths.find((path) => !path.toLowerCase().endsWith(".ale"));
  if (other === undefined) return;
  throw new OdailiesError("usage", `${other} is not an ALE, and --metadata-via ale sends ALE files only.`, {
    hint: "Leave --metadata-via at patch: then CSV and ALE are read here and sent clip by clip.",
  });
}

/** Which, and when they go up again though they did before. */
export interface AlesToSend {
  readonly paths: readonly string[];
  /** Those that they speak of. */
  readonly clips: readonly FoundClip[];
  /** Have any of them come just now? */
  readonly hasNewClips: boolean;
  readonly force: boolean;
}

/**
 * An ALE that was sent before goes up again only where clips have come since: an import reaches those that are there.
 * Its recipe names the clips that were up, so that this holds for clips that came in a run which did not get this far.
 */
export async function sendAles(
  { paths, clips, hasNewClips, force }: AlesToSend,
  to: Recipient,
  notes: SendingNotes,
): Promise<void> {
  const { records } = to;
  if (!to.destination.takes.ale) return;
  const recipe = recipeOf(clips.filter((clip) => records.sent(clip.name, "graded")));
  for (const path of paths) {
    const { size, mtimeMs } = await stat(path);
    const file: FoundFile = { path, relativePath: basename(path), sizeBytes: size, mtimeMs };
    const record = records.sent(parse(path).name, "ale");
    const isSent = record?.recipe === recipe && (await isSameSource(record.source, file));
    if (!isSent || hasNewClips || force) await sendAle(file, recipe, to, notes);
  }
}

function recipeOf(clips: readonly FoundClip[]): string {
  const names = clips.map(({ name }) => name).toSorted();
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 16);
}

async function sendAle(source: FoundFile, recipe: string, to: Recipient, notes: SendingNotes): Promise<void> {
  const { path, sizeBytes, mtimeMs } = source;
  const outgoing = { clipName: parse(path).name, path, sizeBytes, mtimeMs } as const;
  await sendRecorded(
    { outgoing: { ...outgoing, role: "ale", action: "passthrough" }, source, recipe, about: { facts: {} } },
    to,
    notes,
  );
}
