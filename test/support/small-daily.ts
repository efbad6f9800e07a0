// A clip that goes up as it is: soon looked at, and with enough bytes to be interrupted at several places.
import { appendFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { H264, makeSource } from "./media-sources.ts";

const PADDING_BYTES = 480_000;

export const SMALL_DAILY = {
  ...{ frames: 10, size: "320x180", pixelFormat: "yuv420p", timecode: "10:00:00:00", codec: H264 },
  ...{ sound: ["sine=frequency=1000:sample_rate=48000"], soundCodec: ["-c:a", "aac"] },
} as const;

export async function makeSmallDaily(path: string): Promise<string> {
  const options = ["-movflags", "+faststart+write_colr"];
  await makeSource(dirname(path), { ...SMALL_DAILY, name: basename(path), options });
  await appendFile(path, paddingBox());
  return path;
}

/** A box that players skip (ISO 14496-12, `free`). */
function paddingBox(): Buffer {
  const box = Buffer.alloc(PADDING_BYTES);
  box.writeUInt32BE(PADDING_BYTES, 0);
  box.write("free", 4, "latin1");
  return box;
}
