// --lut, --cdl and --log-encoding read and checked before a run begins: a broken LUT costs no upload.
import { basename, join } from "node:path";
import type { Config } from "../config/settings.ts";
import { USER_CACHE_FOLDER } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { requireLogEncoding } from "../domain/log-encoding.ts";
import { hashLut } from "../media/look/hash-lut.ts";
import { loadLut } from "../media/look/load-lut.ts";
import { readCdlFile } from "../media/look/read-cdl-file.ts";
import type { LookRequest, RequestedLut } from "../plan/looks/look-request.ts";

type LookSettings = Pick<Config, "lut" | "cdl" | "cdlFile" | "logEncoding" | "as" | "proxy">;

/** Undefined where no look is asked for. Throws `lut_invalid`, or `usage` for what contradicts a look. */
export async function readLook(config: LookSettings): Promise<LookRequest | undefined> {
  const assumed = config.logEncoding === undefined ? undefined : requireLogEncoding(config.logEncoding);
  const cdl = config.cdl || config.cdlFile.length > 0;
  if (config.lut === undefined && !cdl) {
    if (assumed === undefined) return undefined;
    throw usage("--log-encoding says what a look is for, and there is none.", "Add --lut or --cdl.");
  }
  if (config.proxy === "never")
    throw usage("A look needs a proxy to be laid onto.", "Leave out --proxy never.");
  if (config.as === "graded")
    throw usage(
      "--as graded says that the pictures are graded already.",
      "Leave out --as graded or the look.",
    );
  return {
    lut: config.lut === undefined ? undefined : await readLut(config.lut),
    cdl,
    corrections: (await Promise.all(config.cdlFile.map((file) => readCdlFile(file)))).flat(),
    assumed,
    folder: join(USER_CACHE_FOLDER, "looks"),
  };
}

async function readLut(path: string): Promise<RequestedLut> {
  const { lut, input } = await loadLut(path);
  return { label: basename(path), lut, sha256: hashLut(lut), input };
}

function usage(message: string, hint: string): OdailiesError {
  return new OdailiesError("usage", message, { hint });
}
