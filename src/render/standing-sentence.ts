// Why a clip is not up, in a few words.
import type { ClipStanding, FileStanding } from "../domain/clip-standing.ts";
import type { Role } from "../domain/clip.ts";

const ROLE_WORDS: Readonly<Record<Role, string>> = { graded: "graded", log: "LOG", thumbnail: "thumbnail" };

const STANDING_WORDS: Readonly<Record<FileStanding, string>> = {
  up: "up",
  made: "made, not sent",
  missing: "not sent",
  other: "another file was sent",
};

/** `not sent`, `LOG not sent`, `graded made, not sent; LOG not sent`, `fps, timecode not there`. */
export function standingSentence({ files, lacksMetadata }: ClipStanding): string {
  const all = Object.entries(files) as [Role, FileStanding][];
  const open = all.filter(([, standing]) => standing !== "up");
  const isUntouched = open.length === all.length && open.every(([, standing]) => standing === "missing");
  if (isUntouched) return "not sent yet";
  const parts = open.map(([role, standing]) => `${ROLE_WORDS[role]} ${STANDING_WORDS[standing]}`);
  if (lacksMetadata.length > 0) parts.push(`${lacksMetadata.join(", ")} not there`);
  return parts.join("; ");
}
