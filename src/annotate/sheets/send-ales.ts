// `--metadata-via ale`: the service reads the sheets itself; they go up once the clips that they speak of are there.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, parse } from "node:path";
import type { Destination } from "../../destinations/destination.ts";
import type { FoundClip, FoundFile } from "../../domain/clip.ts";
import type { FileHasher } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Emit } from "../../domain/events.ts";
import type { LedgerRecord } from "../../ledger/record.ts";
import { identifySource, isSameSource } from "../../ledger/source-identity.ts";
import type { DestinationRecords } from "../../ledger/view.ts";

/** Throws `usage` for a sheet that the service cannot import. */
export function requireAles(paths: readonly string[]): void {
  const other = paths.find((path) => !path.toLowerCase().endsWith(".ale"));
  if (other === undefined) return;
  throw new OdailiesError("usage", `${other} is not an ALE, and --metadata-via ale sends ALE files only.`, {
    hint: "Leave --metadata-via at patch: then CSV and ALE are read here and sent clip by clip.",
  });
}

export interface AleOut {
  readonly destination: Destination;
  readonly records: DestinationRecords;
  readonly append: (record: LedgerRecord) => void;
  readonly newHasher: (sizeBytes: number) => FileHasher;
  readonly force: boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/**
 * An ALE that was sent before goes up again only where clips have come since: an import reaches those that are there.
 * Its recipe names the clips that were up, so that this holds for clips that came in a run which did not get this far.
 */
export async function sendAles(
  paths: readonly string[],
  clips: readonly FoundClip[],
  hasNewClips: boolean,
  out: AleOut,
): Promise<void> {
  const { records } = out;
  if (!out.destination.takes.ale) return;
  const recipe = recipeOf(clips.filter((clip) => records.sent(clip.name, "graded")));
  for (const path of paths) {
    const { size, mtimeMs } = await stat(path);
    const file: FoundFile = { path, relativePath: basename(path), sizeBytes: size, mtimeMs };
    const record = records.sent(parse(path).name, "ale");
    const isSent = record?.recipe === recipe && (await isSameSource(record.source, file));
    if (!isSent || hasNewClips || out.force) await sendAle(file, recipe, out);
  }
}

function recipeOf(clips: readonly FoundClip[]): string {
  const names = clips.map(({ name }) => name).toSorted();
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 16);
}

async function sendAle(
  file: FoundFile,
  recipe: string,
  { destination, append, newHasher, emit, signal }: AleOut,
): Promise<void> {
  const clip = parse(file.path).name;
  const outgoing = { ...file, role: "ale", clipName: clip, action: "passthrough" } as const;
  const key = destination.keyOf(outgoing);
  const total = file.sizeBytes;
  const onProgress = (done: number) =>
    emit({ type: "progress", phase: "annotate", clip, file: key, done, total, unit: "bytes" });
  const source = await identifySource(file);
  const receipt = await destination.send(outgoing, { signal, onProgress, newHasher });
  append({
    ...{ type: "sent", destination: destination.id, clip, role: "ale" },
    ...{ source, recipe, receipt, facts: {} },
  });
}
