// Which recordings something on the card names, and no file of the card is. Pure: names alone.
import type { Scan } from "../domain/scan.ts";
import { CAMERAS } from "./cameras/index.ts";
import { clipKey } from "./clip-key.ts";
import { readNameVariant } from "../domain/name-variant.ts";

/** A recording that a camera's own index or sheet says it has made. */
export interface NamedRecording {
  /** A path relative to the card, or a clip's name where no more is known. */
  readonly name: string;
  /** Path of what names it, relative to the card. */
  readonly source: string;
  /** How long it is, where the source says so. */
  readonly seconds?: number | undefined;
}

/** Those of `named` that no clip and no camera original of the scan is; each recording once. */
export function findMissing(named: readonly NamedRecording[], scan: Scan): readonly NamedRecording[] {
  const there = keysOf(scan);
  const missing = new Map<string, NamedRecording>();
  for (const recording of named) {
    const key = clipKey(recording.name);
    if (!there.has(key) && !missing.has(key)) missing.set(key, recording);
  }
  return [...missing.values()];
}

/** Recordings that have a file which the camera writes for each, such as `C0003M01.XML`. */
export function listRecordings(scan: Scan): readonly NamedRecording[] {
  return listPaths(scan).flatMap((source) =>
    PER_CLIP.flatMap((pattern) => {
      const name = pattern.exec(source)?.[1];
      return name === undefined ? [] : { name, source };
    }),
  );
}

const PER_CLIP = CAMERAS.flatMap(({ writtenPerClip = [] }) => writtenPerClip);

/** Small copies do not count: where only they are there, the recording is not. */
function keysOf({ clips, clashes, leftOut }: Scan): ReadonlySet<string> {
  const keys = new Set<string>();
  const note = (name: string) => {
    keys.add(clipKey(name));
    keys.add(clipKey(readNameVariant(clipBase(name), () => true).bare));
  };
  for (const { name, graded, log } of clips)
    for (const each of [name, graded?.relativePath, log?.relativePath]) if (each !== undefined) note(each);
  for (const { files } of clashes) for (const { relativePath } of files) note(relativePath);
  for (const { relativePath, reason, needs } of leftOut)
    if (needs !== undefined || reason === "sound" || reason === "unreadable") note(relativePath);
  return keys;
}

function clipBase(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
}

/** Paths of everything that the scan has found, relative to the card; of a folder that was not opened, with a `/`. */
export function listPaths({ clips, clashes, leftOut, sheets }: Scan): readonly string[] {
  const ofClips = clips.flatMap(({ graded, log, thumbnail, sidecars }) =>
    [graded, log, thumbnail, ...sidecars].flatMap((file) => file?.relativePath ?? []),
  );
  const paths = [...clashes.flatMap(({ files }) => files), ...leftOut, ...sheets];
  return [...new Set([...ofClips, ...paths.map(({ relativePath }) => relativePath)])];
}
