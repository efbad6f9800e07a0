// The start timecode of a source that has none of its own: what the camera wrote beside it.
import type { FoundClip } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { readSidecar } from "../../metadata/sidecars/index.ts";
import { readSidecars } from "../check/read-sidecars.ts";

/**
 * With it what is made is labelled, burnt in and held against its source. Sheets do not count: what a person corrects
 * there later no made file could follow.
 */
export async function withStart(facts: MediaFacts, clip: FoundClip): Promise<MediaFacts> {
  if (facts.timecode !== undefined || clip.sidecars.length === 0) return facts;
  const known = (await readSidecars(clip)).map(({ name, text }) => readSidecar(name, text).timecode);
  return { ...facts, timecode: known.findLast((timecode) => timecode !== undefined) };
}
