// Does a row itself say that it speaks of another clip: by the camera, the roll or the name that it carries?
import { parseClipName } from "../../domain/clip-name.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { cameraClipId } from "../values/clip-base.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import { parseRoll } from "./roll.ts";

/** What it does not say, it does not say against the clip. */
export function isOtherClip(row: MetadataRow, clip: ClipToMatch, ignoresNames: boolean): boolean {
  if (isOtherCamera(row, clip)) return true;
  if (row.kind === "sound") return false;
  return isOtherRoll(row, clip) || row.names.some((name) => isOtherName(name, clip, ignoresNames));
}

export function isOtherCamera(row: Pick<MetadataRow, "camera">, clip: ClipToMatch): boolean {
  if (row.camera === undefined || clip.camera === undefined) return false;
  return row.camera.toUpperCase() !== clip.camera.toUpperCase();
}

export function isOtherRoll(row: Pick<MetadataRow, "roll">, clip: ClipToMatch): boolean {
  const [ours, theirs] = [parseRoll(row.roll), parseRoll(clip.roll)];
  if (!ours || !theirs) return false;
  const isOtherLetter =
    ours.camera !== undefined && theirs.camera !== undefined && ours.camera !== theirs.camera;
  return ours.reel !== theirs.reel || isOtherLetter;
}

/**
 * For rows whose names are not the clip's. A name that a camera gave is a clip's; so is one of the clip's own pattern
 * (`Interview_03` beside `Interview_01`). `22A-3` beside `A001C003_…` is what the take is called.
 */
function isOtherName(name: string, clip: ClipToMatch, ignoresNames: boolean): boolean {
  const isRenamed = !isCameraName(clip.name);
  if (isCameraName(name)) return !(isRenamed && ignoresNames);
  return !ignoresNames && patternOf(name) === patternOf(clip.name);
}

function isCameraName(name: string): boolean {
  return cameraClipId(name) !== undefined || parseClipName(name) !== undefined;
}

function patternOf(name: string): string {
  return name.toUpperCase().replaceAll(/\d+/g, "0");
}
