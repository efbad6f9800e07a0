// A look by value: what a plan file holds of it, and the look that comes out of it again, the same to the bit.
import { gunzipSync, gzipSync } from "node:zlib";
import { ENCODINGS, type LogEncoding } from "../../domain/log-encoding.ts";
import type { CubeLut, LutTable } from "../../media/look/cube-lut.ts";
import { hashLut } from "../../media/look/hash-lut.ts";
import type { PackedLook, PackedLut } from "../plan-file.ts";
import type { LookRequest, RequestedLut } from "./look-request.ts";

/** Corrections are not in it: each clip has its own by value. */
export function packLook({ lut, cdl, assumed }: LookRequest): PackedLook {
  return { lut: lut ? packLut(lut) : null, cdl, log_encoding: assumed ?? null };
}

function packLut({ label, lut, sha256, input }: RequestedLut): PackedLut {
  const { title, curve, cube, inVideoRange, outVideoRange } = lut;
  return {
    ...{ label, sha256, input: input ?? null, title: title ?? null },
    ...{ curve: packTable(curve), cube: packTable(cube) },
    ...{ in_video_range: inVideoRange, out_video_range: outVideoRange },
  };
}

function packTable(table: LutTable | undefined): PackedLut["cube"] {
  if (!table) return null;
  const { size, min, max, values } = table;
  const raw = Buffer.alloc(values.length * FLOAT_BYTES);
  for (const [index, value] of values.entries()) raw.writeDoubleLE(value, index * FLOAT_BYTES);
  return { size, min: [...min], max: [...max], values: gzipSync(raw).toString("base64") };
}

const FLOAT_BYTES = 8;
const CHANNELS = 3;
/** As large as cubes in use; what claims to be larger would fill the memory. */
const LARGEST_CUBE = 129;

/** Undefined where the tables are not what was written down. `folder`: where baked looks are kept. */
export function unpackLook({ lut, cdl, log_encoding }: PackedLook, folder: string): LookRequest | undefined {
  const unpacked = lut ? unpackLut(lut) : undefined;
  if (lut && !unpacked) return undefined;
  return { lut: unpacked, cdl, corrections: [], assumed: encodingOf(log_encoding), folder };
}

function unpackLut(packed: PackedLut): RequestedLut | undefined {
  const { label, sha256, input, title, in_video_range, out_video_range } = packed;
  if (packed.cube && packed.cube.size > LARGEST_CUBE) return undefined;
  const curve = packed.curve ? unpackTable(packed.curve, 1) : undefined;
  const cube = packed.cube ? unpackTable(packed.cube, 3) : undefined;
  if ((packed.curve && !curve) || (packed.cube && !cube) || (!curve && !cube)) return undefined;
  const lut: CubeLut = {
    ...{ title: title ?? undefined, curve, cube },
    ...{ inVideoRange: in_video_range, outVideoRange: out_video_range },
  };
  return hashLut(lut) === sha256 ? { label, lut, sha256, input: encodingOf(input) } : undefined;
}

function unpackTable(
  { size, min, max, values: packed }: NonNullable<PackedLut["cube"]>,
  dimensions: 1 | 3,
): LutTable | undefined {
  const length = size ** dimensions * CHANNELS;
  try {
    const raw = gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: length * FLOAT_BYTES });
    if (raw.length !== length * FLOAT_BYTES) return undefined;
    const values = Float64Array.from({ length }, (_, index) => raw.readDoubleLE(index * FLOAT_BYTES));
    return { size, min, max, values };
  } catch {
    return undefined;
  }
}

function encodingOf(name: string | null): LookRequest["assumed"] {
  return name !== null && Object.hasOwn(ENCODINGS, name) ? (name as LogEncoding) : undefined;
}
