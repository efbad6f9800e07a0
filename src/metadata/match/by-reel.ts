// Rows to clips by camera, roll and clip number: logs that are kept on set know no file names.
import type { MetadataRow } from "../columns/metadata-row.ts";
import { cameraClipId, parseClipNumber } from "../values/clip-base.ts";
import { daysBetween, type Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import { parseRoll } from "./roll.ts";

interface Place {
  readonly camera: string | undefined;
  readonly reel: number;
  readonly clip: number;
}

export function byReel(clips: readonly ClipToMatch[]): Lookup {
  const index = new Map<string, { clip: ClipToMatch; camera: string | undefined }[]>();
  for (const clip of clips) {
    const place = placeOfClip(clip);
    if (!place) continue;
    const key = keyOf(place);
    const same = index.get(key) ?? [];
    same.push({ clip, camera: place.camera });
    index.set(key, same);
  }
  return (row) => {
    const place = row.kind === "sound" ? undefined : placeOfRow(row);
    if (!place) return [];
    const namesWholeClip = row.names.some((name) => cameraClipId(name)?.isShort === false);
    return (
      (index.get(keyOf(place)) ?? [])
        .filter(({ camera }) => camera === undefined || place.camera === undefined || camera === place.camera)
        .map(({ clip }) => clip)
        .filter((clip) => Math.abs(daysBetween(row.date, clip.date) ?? 0) <= 1)
        // Two whole names that differ are two clips, even with the same numbers: another day, another camera body.
        .filter((clip) => !namesWholeClip || cameraClipId(clip.name)?.isShort !== false)
    );
  };
}

const keyOf = ({ reel, clip }: Place) => `${reel}/${clip}`;

function placeOfClip(clip: ClipToMatch): Place | undefined {
  const id = cameraClipId(clip.name);
  if (id) return id;
  const roll = parseRoll(clip.roll);
  const number = parseClipNumber(clip.clipNumber ?? "");
  return roll && number !== undefined
    ? { camera: roll.camera ?? clip.camera, reel: roll.reel, clip: number }
    : undefined;
}

function placeOfRow(row: MetadataRow): Place | undefined {
  const id = row.names.map(cameraClipId).find((found) => found !== undefined);
  if (id) return id;
  const roll = parseRoll(row.roll);
  return roll && row.clipNumber !== undefined
    ? { camera: roll.camera ?? row.camera, reel: roll.reel, clip: row.clipNumber }
    : undefined;
}
