// What the comment of a file says: the slate for people, and a mark by which a later run knows it again. Pure.
import type { ClipMetadata } from "../../domain/metadata.ts";

/** Part of the text of one file's comment, and of no other's. `sha256` is of the file. */
export function markOf(sha256: string): string {
  return `odailies:${sha256.slice(0, 12)}`;
}

export function writeComment(clipName: string, metadata: ClipMetadata, mark: string): string {
  const { scene, shot, take, circled, description } = metadata;
  const slate = [
    clipName,
    ...(scene === undefined ? [] : [`scene ${scene}`]),
    ...(shot === undefined ? [] : [`shot ${shot}`]),
    ...(take === undefined ? [] : [`take ${take}`]),
    ...(circled ? ["circled"] : []),
  ];
  return [slate.join(" · "), ...(description === undefined ? [] : [description]), mark]
    .map(silence)
    .join("\n");
}

const ZERO_WIDTH_SPACE = "\u200B";

/** `#all` would post the comment on every task of the shot, and `@Name` would write to a person. */
function silence(text: string): string {
  return text.replaceAll(/[#@]/g, (sign) => `${sign}${ZERO_WIDTH_SPACE}`);
}
