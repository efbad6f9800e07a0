// Decodes both ends of a clip's files where that was not done yet: a file damaged in a copy passes a probe, but not this.
import type { CheckedClip, FoundFile, ProbedFile, VideoRole } from "../../domain/clip.ts";
import { filesOfSource, VIDEO_ROLES } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { decodeEnds } from "../../media/decode-ends.ts";
import { containerKindOf } from "../../media/input-arguments.ts";
import { probeFile } from "../../media/probe-file.ts";
import type { CheckContext } from "../delivery.ts";

/** The same object where nothing had to be decoded. `isAsked`: of which roles. */
export async function proveEnds(
  { probed }: CheckedClip,
  isAsked: (role: VideoRole, facts: MediaFacts) => boolean,
  context: CheckContext,
): Promise<CheckedClip["probed"]> {
  const proven: Partial<Record<VideoRole, ProbedFile>> = { ...probed };
  const done = new Map<string, ProbedFile>();
  for (const role of VIDEO_ROLES) {
    const known = probed[role];
    if (!known || !("facts" in known) || known.facts.decodeErrors || !isAsked(role, known.facts)) continue;
    const { file, facts } = known;
    const same = done.get(file.path);
    const found = same ?? {
      file,
      facts: {
        ...facts,
        decodeErrors: await context.limits.probe(() => decodeErrorsOf(file, facts, context)),
      },
    };
    done.set(file.path, found);
    proven[role] = found;
  }
  return done.size > 0 ? proven : probed;
}

/** What is wrong with one of its files is wrong with the whole recording; each has ends of its own. */
async function decodeErrorsOf(
  file: FoundFile,
  facts: MediaFacts,
  { tools, signal }: CheckContext,
): Promise<readonly string[]> {
  signal.throwIfAborted();
  const { video } = facts;
  if (!video) return [];
  if (!file.parts) {
    const place = { path: file.path, kind: containerKindOf(facts), streamIndex: video.streamIndex, signal };
    return decodeEnds(tools.ffmpeg, place, video);
  }
  const errors: (readonly string[])[] = [];
  for (const { path } of filesOfSource(file)) {
    const result = await probeFile(tools, path, { signal, decodeEnds: true });
    errors.push("facts" in result ? (result.facts.decodeErrors ?? []) : [result.problem.message]);
  }
  return errors.flat();
}
