// What a LUT does to a picture, as one number: two files with the same tables are the same look.
import { createHash } from "node:crypto";
import type { CubeLut } from "./cube-lut.ts";

/** SHA-256 over both tables, lower-case hex. */
export function hashLut({ curve, cube }: CubeLut): string {
  const sha256 = createHash("sha256");
  for (const table of [curve, cube]) {
    sha256.update(JSON.stringify(table ? [table.size, table.min, table.max] : null));
    if (table) sha256.update(table.values);
  }
  return sha256.digest("hex");
}
