// How long a file may be before a camera begins the next one.
import type { SizeRange } from "./camera.ts";

export const GIB = 1024 ** 3;

/** A file on FAT32 ends below 4 GiB; recorders stop at the next whole group of pictures before. */
export const FAT_SPLIT: SizeRange = { fromBytes: 3.9 * GIB, toBytes: 4 * GIB };
export const SIXTEEN_GB_SPLIT: SizeRange = { fromBytes: 15.9e9, toBytes: 16 * GIB };
