// The catalogue entry of a clip that CatDV does not have yet. Pure.
import { createHash } from "node:crypto";
import type { OutgoingClip } from "../../domain/delivery.ts";
import { displayFps, frameRateFromNumber } from "../../domain/frame-rate.ts";
import { formatOf, later, writeTimecode } from "./timecode.ts";
import { type FieldPlaces, planChange } from "./map.ts";

/** The reference by which a clip of a catalogue is found again, whatever becomes of its name. */
export function clipReference(catalogueId: number, clipName: string): string {
  const digest = createHash("sha256").update(`${catalogueId}:${clipName}`).digest("hex");
  return `odailies-${digest.slice(0, 20)}`;
}

/** A clip that a Worker is to make of uploaded bytes, some time: with all that is known of it by now. */
export function describeUpload(
  clipName: string,
  clip: OutgoingClip | undefined,
  catalogueId: number,
  places: FieldPlaces,
): Readonly<Record<string, unknown>> {
  const times = clip ? describeTimes(clip) : {};
  const { body } = planChange({ ID: 0, ...times }, clip?.metadata ?? {}, places);
  const clipref = clipReference(catalogueId, clipName);
  return { name: clipName, clipref, catalogID: catalogueId, ...times, ...body };
}

/** Media that lies under `filePath` as CatDV spells it: what people know of it follows, as of any other clip. */
export function newClip(
  clipName: string,
  clip: OutgoingClip | undefined,
  catalogueId: number,
  media: { readonly filePath: string; readonly fileSize: number },
): Readonly<Record<string, unknown>> {
  const picture = clip?.picture;
  const rate = picture?.frameRate ? ` ${displayFps(picture.frameRate)}` : "";
  return {
    type: "clip",
    name: clipName,
    clipref: clipReference(catalogueId, clipName),
    catalogID: catalogueId,
    catalog: { ID: catalogueId },
    ...(clip && describeTimes(clip)),
    ...(picture && { format: `H.264 ${picture.width}x${picture.height}` }),
    media: {
      ...media,
      ...(picture && {
        videoFormat: `H.264 (${picture.width}x${picture.height}${rate})`,
        aspectRatio: picture.width / picture.height,
      }),
    },
    importSource: { file: media.filePath },
  };
}

/** `in` and `out` in the format of the picture's rate, from midnight on where there is no timecode. */
function describeTimes({ metadata, picture, seconds }: OutgoingClip) {
  const rate = picture?.frameRate ?? frameRateFromNumber(metadata.fps ?? 0);
  if (!rate) return {};
  const start = writeTimecode(metadata.timecode, rate) ?? { fmt: formatOf(rate), secs: 0 };
  const lengthSeconds = seconds ?? metadata.duration;
  return { in: start, ...(lengthSeconds === undefined ? {} : { out: later(start, lengthSeconds) }) };
}
