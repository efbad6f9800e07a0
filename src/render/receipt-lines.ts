// The receipts of a clip, for people: what lies where, since when, and how to prove it.
import type { Receipt } from "../domain/clip.ts";
import type { EventOf } from "./renderer.ts";
import { bytes } from "./words.ts";

/** A heading and three lines per file; empty for a clip of which nothing is up. */
export function receiptLines({ outcome, standing }: EventOf<"clip-ended">): string[] {
  if (outcome.files.length === 0) return [];
  const { scene, shot, take, circled } = standing?.slate ?? {};
  const slate = [scene, shot, take].filter((part) => part !== undefined).join("/");
  const about = [slate, circled === true ? "circled" : ""].filter((part) => part !== "").join(" ");
  return ["", `${outcome.clip}${about === "" ? "" : `  ${about}`}`, ...outcome.files.flatMap(fileLines)];
}

function fileLines({ key, bytes: size, sentAt, xxh64, md5, sha256, etag }: Receipt): string[] {
  const answer = etag === undefined ? "the storage gave no tag" : `tag ${etag}`;
  return [
    `  ${key}  ${bytes(size)} (${size} bytes)`,
    `    sent ${sentAt} · ${answer}`,
    `    xxh64 ${xxh64}  md5 ${md5}`,
    `    sha256 ${sha256}`,
  ];
}
