// FoundClip → ProbedClip: what ffprobe and the file's own tables say of each video file.
import { basename } from "node:path";
import type { ClipPlan, FoundFile, ProbedClip, ProbedFile, VideoRole } from "../../domain/clip.ts";
import { VIDEO_ROLES } from "../../domain/clip.ts";
import { type FactsOfPart, mergeFacts } from "../../media/merge-facts.ts";
import { probeFile, type ProbeResult } from "../../media/probe-file.ts";
import type { CheckContext } from "../delivery.ts";

export async function probeClip(clip: ClipPlan, context: CheckContext): Promise<ProbedClip> {
  const probed: Partial<Record<VideoRole, ProbedFile>> = {};
  for (const role of VIDEO_ROLES) {
    const file = clip[role];
    const same = VIDEO_ROLES.map((other) => probed[other]).find(
      (other) => other && other.file.path === file?.path,
    );
    if (same) probed[role] = same;
    else if (file) probed[role] = await context.limits.probe(() => probeOne(clip.name, file, context));
  }
  return { ...clip, probed };
}

/** What is wrong with one of its files is wrong with the whole recording. */
async function probeSource(
  file: FoundFile,
  probe: (part: FoundFile) => Promise<ProbeResult>,
): Promise<ProbeResult> {
  if (!file.parts) return probe(file);
  const parts: FactsOfPart[] = [];
  for (const part of file.parts) {
    const result = await probe(part);
    if ("problem" in result) {
      const message = `${basename(part.relativePath)}, which is a part of it: ${result.problem.message}`;
      return { problem: { ...result.problem, message } };
    }
    parts.push({ path: part.path, facts: result.facts });
  }
  return { facts: mergeFacts(parts) };
}

async function probeOne(name: string, file: FoundFile, context: CheckContext): Promise<ProbedFile> {
  const { tools, signal, emit, probed } = context;
  signal.throwIfAborted();
  const result = await probeSource(file, async (part) => {
    const known = probed?.(part);
    return known ?? probeFile(tools, part.path, { signal, decodeEnds: false });
  });
  emit({
    type: "progress",
    phase: "probe",
    clip: name,
    file: file.relativePath,
    done: 1,
    total: 1,
    unit: "files",
  });
  return { file, ...result };
}
