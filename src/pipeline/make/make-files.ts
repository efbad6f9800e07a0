// CheckedClip → files that may be sent: passed through as they are, found finished from an earlier run, or rendered.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CheckedClip, FoundFile, ReadyFile, VideoRole } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { probeFile } from "../../media/probe-file.ts";
import type { Priority } from "../limits.ts";
import { renderFile } from "./render-file.ts";
import type { RunContext } from "../run-context.ts";
import { isSameSource } from "../state/source-identity.ts";
import { specError } from "../check/spec-error.ts";

/** A file to send, with the facts of what is really sent. */
export interface MadeFile {
  readonly file: ReadyFile;
  readonly facts: MediaFacts;
}

/**
 * Makes the file of one role ready. Throws `spec_not_met`, `proxy_failed`, `insufficient_space`; nothing half-made
 * is ever left under the final name.
 */
export async function makeFile(
  clip: CheckedClip,
  role: VideoRole,
  priority: Priority,
  context: RunContext,
): Promise<MadeFile> {
  const probed = clip.probed[role];
  const verdict = clip.verdicts[role];
  if (!probed || !("facts" in probed) || verdict === undefined || verdict === "reject") {
    throw specError(clip, role);
  }
  const { file, facts } = probed;
  if (verdict === "passthrough")
    return { file: { ...placeOf(file), role, action: verdict, source: file }, facts };
  const finished = await findFinished(clip, role, file, context);
  if (finished) return finished;
  return context.limits.encode(priority, () =>
    renderFile({ clip, role, action: verdict, file, facts }, context),
  );
}

/** What an earlier run made of the same source with the same recipe, if it is still whole. */
async function findFinished(
  clip: CheckedClip,
  role: VideoRole,
  source: FoundFile,
  context: RunContext,
): Promise<MadeFile | undefined> {
  const record = context.journalOf(clip).made(clip.name, role);
  if (!record || context.settings.force || record.recipe !== context.recipeOf(role)) return undefined;
  if (!(await isSameSource(record.source, source))) return undefined;
  const path = join(context.workFolderOf(clip), record.file);
  const there = await stat(path).catch(() => undefined);
  if (there?.size !== record.bytes) return undefined;
  const probed = await probeFile(context.tools, path, { signal: context.signal, decodeEnds: false });
  if (!("facts" in probed)) return undefined;
  return {
    file: { role, path, sizeBytes: there.size, mtimeMs: there.mtimeMs, action: record.action, source },
    facts: probed.facts,
  };
}

function placeOf({ path, sizeBytes, mtimeMs }: FoundFile): Pick<ReadyFile, "path" | "sizeBytes" | "mtimeMs"> {
  return { path, sizeBytes, mtimeMs };
}
