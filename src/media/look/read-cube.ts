// Reads a .cube file from disk.
import { extname } from "node:path";
import { EXPORT_CUBE } from "./cube-header.ts";
import type { CubeLut } from "./cube-lut.ts";
import { lutError } from "./lut-error.ts";
import { parseCube } from "./parse-cube.ts";
import { readLookFile } from "./read-look-file.ts";

const OTHER_EXTENSIONS: ReadonlySet<string> = new Set(
  ".3dl .look .csp .aml .alf .alf4 .alf4c .lut .mga .m3d .spi1d .spi3d .itx .dat .clf .ctf .icc .png .xml".split(
    " ",
  ),
);

/** Throws `lut_invalid` for what is missing, no text, too large, of another format, or no right LUT; nothing else. */
export async function readCube(path: string): Promise<CubeLut> {
  const extension = extname(path).toLowerCase();
  if (OTHER_EXTENSIONS.has(extension)) {
    throw lutError(path, undefined, `${extension} files are not read, only .cube`, EXPORT_CUBE);
  }
  return parseCube(await readLookFile(path), path);
}
