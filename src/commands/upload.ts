// `odailies upload`: files as they are, to the place that --as names.
import { stat } from "node:fs/promises";
import { extname, parse, resolve } from "node:path";
import { createHasherFactory } from "../checksums/file-hasher.ts";
import { userFolders } from "../config/user-folders.ts";
import type { OutgoingFile } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { renderWarning } from "../render/render-warning.ts";
import { chooseDestination } from "../setup/choose-destination.ts";
import type { CommandCall } from "./command.ts";

const ENDINGS = { graded: ".mp4", log: ".mp4", thumbnail: ".jpg", ale: ".ale" } as const;
type UploadRole = keyof typeof ENDINGS;

export async function upload(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const role = readRole(call.flags["as"]);
  const files = await Promise.all(call.args.map((path) => describeFile(resolve(path), role)));
  const { destination: toOpen, warnings } = await chooseDestination(call, userFolders(config));
  for (const { message } of warnings) renderWarning(message, call.streams);
  const destination = await toOpen.open((message) => renderWarning(message, call.streams));
  try {
    await destination.open(call.signal).catch(passOverMissingRead);
    const newHasher = await createHasherFactory();
    for (const file of files) {
      const receipt = await destination.sendFile(file, {
        signal: call.signal,
        onProgress: () => undefined,
        newHasher,
      });
      const { key, bytes, xxh64, sha256 } = receipt;
      if (config.json) renderObjects("file", [{ role, key, bytes, xxh64, sha256 }], call.streams);
      else renderTable([{ key, bytes: String(bytes), xxh64 }], call.streams);
    }
  } finally {
    await destination.close();
  }
  return 0;
}

/** Opening lists the project. A token that may only upload is enough to upload: what it lacks is not needed. */
function passOverMissingRead(error: unknown): void {
  if (!(error instanceof OdailiesError) || error.code !== "permission_missing") throw error;
}

function readRole(value: unknown): UploadRole {
  if (typeof value === "string" && Object.hasOwn(ENDINGS, value)) return value as UploadRole;
  throw new OdailiesError("usage", "upload has to be told what the files are.", {
    hint: "Add --as graded, log, thumbnail or ale.",
  });
}

async function describeFile(path: string, role: UploadRole): Promise<OutgoingFile> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size === 0) {
    throw new OdailiesError("usage", `${path} is not there, is empty or is no file.`, {
      hint: "Check the path.",
    });
  }
  if (extname(path).toLowerCase() !== ENDINGS[role]) {
    throw new OdailiesError("usage", `${path} does not end in ${ENDINGS[role]}, which ${role} files do.`, {
      hint: "Choose another --as, or use odailies ingest, which makes the file that is needed.",
    });
  }
  const clipName = parse(path).name.normalize("NFC");
  return { role, clipName, path, sizeBytes: found.size, mtimeMs: found.mtimeMs, action: "passthrough" };
}
