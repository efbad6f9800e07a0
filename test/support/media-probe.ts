// Probes a file that has to be usable.
import type { MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";
import type { MediaTools } from "../../src/media/find-media-tools.ts";
import { probeFile } from "../../src/media/probe-file.ts";

export type PictureFacts = MediaFacts & { readonly video: VideoFacts };

export async function probeFacts(tools: MediaTools, path: string): Promise<PictureFacts> {
  const result = await probeFile(tools, path);
  if ("problem" in result) throw new Error(`${path}: ${result.problem.code}: ${result.problem.message}`);
  const { video } = result.facts;
  if (!video) throw new Error(`${path} has no picture`);
  return { ...result.facts, video };
}
