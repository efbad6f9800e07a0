// The part of the library that the media tab asks for: searched, sorted, cut.
import { foldName } from "../../domain/fold-name.ts";
import type { EditorClip } from "./editor-clip.ts";
import type { ListRequest, SortField } from "./list-request.ts";

interface ListedClips {
  /** Of all that were found. */
  readonly totalCount: number;
  readonly clips: readonly EditorClip[];
}

/** Clips that are alike in what they are sorted by keep their order from page to page. */
export async function listClips(
  clips: AsyncIterable<EditorClip>,
  { start, count, mediaTypes, sortField, sortOrder, search }: ListRequest,
): Promise<ListedClips> {
  if (mediaTypes !== undefined && !mediaTypes.includes("video")) return { totalCount: 0, clips: [] };
  const words = foldName(search).split(/\s+/).filter(Boolean);
  const found: EditorClip[] = [];
  for await (const clip of clips) if (holds(clip, words)) found.push(clip);
  const direction = sortOrder === "asc" ? 1 : -1;
  found.sort((a, b) => direction * COMPARE[sortField](a, b) || byName(a, b) || byText(a.id, b.id));
  return { totalCount: found.length, clips: found.slice(start, start + count) };
}

/** Every word has to stand somewhere in what is known of the clip. */
function holds({ fileName, metadata }: EditorClip, words: readonly string[]): boolean {
  const { scene, shot, take, camera, description } = metadata;
  const text = foldName([fileName, scene, shot, take, camera, description].filter(Boolean).join("\n"));
  return words.every((word) => text.includes(word));
}

/** Scene 2 comes before scene 10. */
const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const byName = (a: EditorClip, b: EditorClip) => natural.compare(a.fileName, b.fileName);
const byText = (a: string, b: string) => Number(a > b) - Number(a < b);

const COMPARE: Readonly<Record<SortField, (a: EditorClip, b: EditorClip) => number>> = {
  createTime: (a, b) => byText(a.createdAt, b.createdAt),
  name: byName,
  size: (a, b) => a.graded.sizeBytes - b.graded.sizeBytes,
  duration: (a, b) => (a.metadata.duration ?? 0) - (b.metadata.duration ?? 0),
};
