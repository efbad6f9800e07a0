// Field-coded H.264, as AVCHD cameras write 1080i: no encoder at hand makes it, so it is written bit by bit.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFfmpeg } from "./media-sources.ts";

/** Macroblocks of a field: 64x32 pixels, so a picture of 64x64. */
const WIDTH_MBS = 4;
const FIELD_HEIGHT_MBS = 2;

class Bits {
  #bits: number[] = [];
  u(value: number, length: number): this {
    for (let bit = length - 1; bit >= 0; bit -= 1) this.#bits.push(Math.floor(value / 2 ** bit) % 2);
    return this;
  }
  /** Exp-Golomb (ITU-T H.264, 9.1). */
  ue(value: number): this {
    const length = Math.floor(Math.log2(value + 1));
    return this.u(0, length).u(value + 1, length + 1);
  }
  align(): this {
    while (this.#bits.length % 8 > 0) this.#bits.push(0);
    return this;
  }
  bytes(): number[] {
    this.u(1, 1).align();
    return Array.from({ length: this.#bits.length / 8 }, (_, at) =>
      this.#bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
    );
  }
}

function nal(header: number, bits: Bits): Buffer {
  const escaped: number[] = [];
  for (const byte of bits.bytes()) {
    if (byte <= 3 && escaped.at(-1) === 0 && escaped.at(-2) === 0) escaped.push(3);
    escaped.push(byte);
  }
  return Buffer.from([0, 0, 0, 1, header, ...escaped]);
}

/** Main profile, fields allowed, 50 fields a second, pictures shown in the order in which they are coded. */
function parameterSets(): Buffer {
  const sps = new Bits().u(77, 8).u(0, 8).u(30, 8).ue(0).ue(4).ue(2).ue(1).u(0, 1);
  sps.ue(WIDTH_MBS - 1).ue(FIELD_HEIGHT_MBS - 1);
  sps.u(0, 1).u(0, 1).u(1, 1).u(0, 1).u(1, 1).u(0, 4).u(1, 1).u(1, 32).u(50, 32).u(1, 1).u(0, 4);
  const pps = new Bits().ue(0).ue(0).u(0, 2).ue(0).ue(0).ue(0).u(0, 3).ue(0).ue(0).ue(0).u(0b100, 3);
  return Buffer.concat([nal(0x67, sps), nal(0x68, pps)]);
}

function field(frame: number, isBottom: boolean): Buffer {
  const isKey = !isBottom;
  const bits = new Bits()
    .ue(0)
    .ue(7)
    .ue(0)
    .u(0, 8)
    .u(1, 1)
    .u(isBottom ? 1 : 0, 1);
  if (isKey) bits.ue(frame % 2).u(0, 2);
  else bits.u(0, 1);
  bits.ue(0).ue(1);
  for (let mb = 0; mb < WIDTH_MBS * FIELD_HEIGHT_MBS; mb += 1) {
    bits.ue(25).align();
    for (let pixel = 0; pixel < 384; pixel += 1) bits.u(pixel < 256 ? 40 + ((frame * 7 + mb) % 160) : 128, 8);
  }
  return nal(isKey ? 0x65 : 0x61, bits);
}

/** Makes 25 pictures a second of two fields each, with sound, in whatever container the name asks for. */
export async function makeFieldCoded(folder: string, name: string, frames = 50): Promise<string> {
  const pictures = Array.from({ length: frames }, (_, frame) =>
    Buffer.concat([
      Buffer.from([0, 0, 0, 1, 9, 0x10]),
      field(frame, false),
      Buffer.from([0, 0, 0, 1, 9, 0x10]),
      field(frame, true),
    ]),
  );
  const raw = join(folder, "fields.h264");
  await writeFile(raw, Buffer.concat([parameterSets(), ...pictures]));
  const path = join(folder, name);
  await runFfmpeg([
    ...[
      "-r",
      "50",
      "-f",
      "h264",
      "-i",
      raw,
      "-f",
      "lavfi",
      "-i",
      "sine=r=48000",
      "-map",
      "0:v",
      "-map",
      "1:a",
    ],
    ...["-c:v", "copy", "-c:a", "aac", "-t", String(frames / 25), path],
  ]);
  return path;
}
