// `odailies upload`: files as they are, to the place that --as names.
import { stat } from "node:fs/promises";
import { extname, parse, resolve } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import type { Receipt } from "../domain/clip.ts";
import type { OutgoingFile } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import { openRenderer } from "../render/open-renderer.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { uploadFiles } from "../runs/upload-files.ts";
import { chooseDestination } from "../setup/choose-destinations.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { frameRequest } from "../setup/frame-request.ts";

const ENDINGS = { graded: ".mp4", log: ".mp4", thumbnail: ".jpg", ale: ".ale" } as const;
type UploadRole = keyof typeof ENDINGS;

export async function upload(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const role = readRole(call.flags["as"]);
  const files = await Promise.all(call.args.map((path) => describeFile(resolve(path), role)));
  const folders = userFolders(config);
  const { toOpen, warnings } = await chooseDestination(call, folders);
  const render = openRenderer(config, call.streams, true);
  const emit: Emit = (event) => {
    render(event);
    if (event.type === "clip-ended") showFiles(event.outcome.files, call);
  };
  const { replace, force } = config;
  const result = await uploadFiles({
    frame: frameRequest(call, { command: "upload", emit, warnings }),
    ...{ files, toOpen, stateFolder: folders.state, replace, force },
  });
  return result.exitCode;
}

function showFiles(receipts: readonly Receipt[], { resolved, streams }: CommandCall): void {
  for (const { role, key, bytes, xxh64, sha256 } of receipts) {
    if (resolved.config.json) renderObjects("file", [{ role, key, bytes, xxh64, sha256 }], streams);
    else renderTable([{ key, bytes: String(bytes), xxh64 }], streams);
  }
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
    throw new OdailiesError("usage", `${path} is not there, is empty or is not a file.`, {
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
