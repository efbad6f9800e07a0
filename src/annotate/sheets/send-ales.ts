// `--metadata-via ale`: the service reads the sheets itself; they go up once the clips that they speak of are there.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, parse } from "node:path";
import type { FoundClip, FoundFile } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Journal } from "../../ledger/journal.ts";
import type { RunContext } from "../../deliver/run-context.ts";
import { identifySource, isSameSource } from "../../ledger/source-identity.ts";

/** Throws `usage` for a sheet that the service cannot import. */
export function requireAles(paths: readonly string[]): void {
  const other = paths.find((path) => !path.toLowerCase().endsWith(".ale"));
  if (other === undefined) return;
  throw new OdailiesError("usage", `${other} is no ALE, and --metadata-via ale sends ALE files only.`, {
    hint: "Leave --metadata-via at patch: then CSV and ALE are read here and sent clip by clip.",
  });
}

/**
 * An ALE that was sent before goes up again only where clips have come since: an import reaches those that are there.
 * Its recipe names the clips that were up, so that this holds for clips that came in a run which did not get this far.
 */
export async function sendAles(
  paths: readonly string[],
  clips: readonly FoundClip[],
  hasNewClips: boolean,
  context: RunContext,
): Promise<void> {
  const [first] = clips;
  if (!first) return;
  const journal = context.journalOf(first);
  const recipe = recipeOf(clips.filter((clip) => context.journalOf(clip).sent(clip.name, "graded")));
  for (const path of paths) {
    const { size, mtimeMs } = await stat(path);
    const file: FoundFile = { path, relativePath: basename(path), sizeBytes: size, mtimeMs };
    const record = journal.sent(parse(path).name, "ale");
    const isSent = record?.recipe === recipe && (await isSameSource(record.source, file));
    if (!isSent || hasNewClips || context.settings.force) await sendAle(file, recipe, journal, context);
  }
}

function recipeOf(clips: readonly FoundClip[]): string {
  const names = clips.map(({ name }) => name).toSorted();
  return createHash("sha256").update(JSON.stringify(names)).digest("hex").slice(0, 16);
}

async function sendAle(
  file: FoundFile,
  recipe: string,
  journal: Journal,
  context: RunContext,
): Promise<void> {
  const { destination, signal, newHasher, emit } = context;
  const clip = parse(file.path).name;
  const outgoing = { ...file, role: "ale", clipName: clip, action: "passthrough" } as const;
  const key = destination.keyOf(outgoing);
  const onProgress = (done: number) =>
    emit({
      type: "progress",
      phase: "annotate",
      clip,
      file: key,
      done,
      total: file.sizeBytes,
      unit: "bytes",
    });
  const source = await identifySource(file);
  const receipt = await destination.sendFile(outgoing, { signal, onProgress, newHasher });
  journal.append({ type: "sent", clip, role: "ale", source, recipe, receipt, facts: {} });
}
