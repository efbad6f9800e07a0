// Ids of media files: the same for a clip in every answer and after every restart, and safe in any part of a URL.

interface ClipPlace {
  readonly project: string;
  readonly clipName: string;
}

export function fileIdOf({ project, clipName }: ClipPlace): string {
  return Buffer.from(`${project}/${clipName}`).toString("base64url");
}

/** Undefined for what `fileIdOf` has not made. */
export function readFileId(id: string): ClipPlace | undefined {
  const text = Buffer.from(id, "base64url").toString();
  const slash = text.indexOf("/");
  const place = { project: text.slice(0, Math.max(slash, 0)), clipName: text.slice(slash + 1) };
  // Decoding passes over what is no base64, so several texts would mean one clip.
  return fileIdOf(place) === id ? place : undefined;
}
