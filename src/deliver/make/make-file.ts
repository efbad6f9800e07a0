// CheckedClip → files that may be sent: passed through as they are, found finished from an earlier run, or made.
import type { CheckedClip, FoundFile, ReadyFile, VideoRole } from "../../domain/clip.ts";
import { probeFile } from "../../media/probe-file.ts";
import { checkContent } from "../../spec/check-content.ts";
import { specError } from "../check/spec-error.ts";
import type { Priority } from "../limits.ts";
import type { RunContext } from "../run-context.ts";
import { encodeClip } from "./encode-clip.ts";
import { findMade } from "./find-made.ts";
import type { MadeFile } from "./made-file.ts";
import { remuxFile } from "./remux-file.ts";

export interface Beside {
  /** The LOG proxy is wanted too: it is made in the same run where it has the same source. */
  readonly log: boolean;
  readonly still: boolean;
}

/**
 * Makes the file of one role ready. Throws `spec_not_met`, `proxy_failed`, `insufficient_space`; nothing half-made
 * is ever left under the final name.
 */
export async function makeFile(
  clip: CheckedClip,
  role: VideoRole,
  beside: Beside,
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
    return { file: { ...placeOf(file), role, action: verdict, source: file }, facts, findings: [] };
  const finished = await findFinished(clip, role, file, context);
  if (finished) return finished;
  const request = { clip, role, file, facts };
  return context.limits.encode(priority, () =>
    verdict === "remux"
      ? remuxFile(request, context)
      : encodeClip(
          { ...request, alsoLog: beside.log && isLogOfSame(clip, role), withStill: beside.still },
          context,
        ),
  );
}

function isLogOfSame({ graded, log, verdicts }: CheckedClip, role: VideoRole): boolean {
  return role === "graded" && verdicts.log === "encode" && log !== undefined && log.path === graded?.path;
}

async function findFinished(
  clip: CheckedClip,
  role: VideoRole,
  source: FoundFile,
  context: RunContext,
): Promise<MadeFile | undefined> {
  const made = await findMade(clip, role, source, context);
  if (!made) return undefined;
  const { record, path, sizeBytes, mtimeMs } = made;
  const { tools, signal, spec, settings } = context;
  const probed = await probeFile(tools, path, { signal, decodeEnds: false });
  if (!("facts" in probed)) return undefined;
  return {
    file: { role, path, sizeBytes, mtimeMs, action: record.action, source },
    facts: probed.facts,
    findings: record.content ? checkContent(record.content, role, spec, settings.allow) : [],
  };
}

function placeOf({ path, sizeBytes, mtimeMs }: FoundFile): Pick<ReadyFile, "path" | "sizeBytes" | "mtimeMs"> {
  return { path, sizeBytes, mtimeMs };
}
