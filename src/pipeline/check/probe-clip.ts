// FoundClip → ProbedClip: what ffprobe and the file's own tables say of each video file.
import type { FoundClip, FoundFile, ProbedClip, ProbedFile, VideoRole } from "../../domain/clip.ts";
import { probeFile } from "../../media/probe-file.ts";
import type { CheckContext } from "../run-context.ts";

const ROLES: readonly VideoRole[] = ["graded", "log"];

export async function probeClip(clip: FoundClip, context: CheckContext): Promise<ProbedClip> {
  const probed: Partial<Record<VideoRole, ProbedFile>> = {};
  for (const role of ROLES) {
    const file = clip[role];
    const same = ROLES.map((other) => probed[other]).find((other) => other && other.file.path === file?.path);
    if (same) probed[role] = same;
    else if (file) probed[role] = await context.limits.probe(() => probeOne(clip.name, file, context));
  }
  return { ...clip, probed };
}

async function probeOne(name: string, file: FoundFile, context: CheckContext): Promise<ProbedFile> {
  const { tools, signal, emit, probed } = context;
  signal.throwIfAborted();
  const result = probed?.(file) ?? (await probeFile(tools, file.path, { signal, decodeEnds: true }));
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
