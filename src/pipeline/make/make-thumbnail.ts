// The clip's picture: the one that came with it, else a frame of the graded file as it is delivered.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CheckedClip, ReadyFile } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { parseTimecode, timecodeToFrames } from "../../domain/timecode.ts";
import { toNumber } from "../../domain/rational.ts";
import { makeStill, middleSeconds } from "../../media/make-still.ts";
import type { Priority } from "../limits.ts";
import type { MadeFile } from "./make-files.ts";
import type { RunContext } from "../run-context.ts";
import { workName } from "../state/state-names.ts";

const WIDTH = 1280;

/** Undefined where none is wanted or the supplied one does not meet the spec (which is a finding already). */
export async function makeThumbnail(
  clip: CheckedClip,
  graded: MadeFile,
  priority: Priority,
  context: RunContext,
): Promise<ReadyFile | undefined> {
  const supplied = clip.thumbnail;
  const isRefused = clip.findings.some(
    (finding) => finding.role === "thumbnail" && finding.severity === "error",
  );
  if (supplied && !isRefused) {
    const { path, sizeBytes, mtimeMs } = supplied;
    return { role: "thumbnail", path, sizeBytes, mtimeMs, action: "passthrough", source: supplied };
  }
  if (context.settings.thumbnail === "none") return undefined;
  return context.limits.encode(priority, async () => {
    const folder = context.workFolderOf(clip);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const target = join(folder, workName(clip.name, "thumbnail.jpg"));
    const part = `${target}.part`;
    try {
      const { tools, signal } = context;
      const seconds = stillSeconds(context.settings.thumbnail, graded.facts);
      await makeStill(tools, {
        source: graded.file.path,
        facts: graded.facts,
        at: { seconds },
        target: part,
        maxWidth: WIDTH,
        signal,
      });
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    const { size, mtimeMs } = await stat(target);
    const { source } = graded.file;
    return { role: "thumbnail", path: target, sizeBytes: size, mtimeMs, action: "still", source };
  });
}

/** Where in the clip: the middle, a share of it, or a timecode that lies within it (else the middle). */
function stillSeconds(where: string, facts: MediaFacts): number {
  const duration = facts.video?.durationSeconds ?? facts.container.durationSeconds ?? 0;
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(where);
  // The very last frame cannot be sought to in every file; a frame before it can.
  if (percent) return Math.min((duration * Number(percent[1])) / 100, Math.max(0, duration - 0.2));
  const wanted = parseTimecode(where);
  const start = parseTimecode(facts.timecode);
  const rate = facts.video?.averageFrameRate ?? facts.video?.frameRate;
  if (wanted && start && rate) {
    const seconds = (timecodeToFrames(wanted, rate) - timecodeToFrames(start, rate)) / toNumber(rate);
    if (seconds >= 0 && seconds < duration) return seconds;
  }
  return middleSeconds(facts);
}
