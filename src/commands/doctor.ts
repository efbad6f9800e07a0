// `odailies doctor`: what is installed, reachable and allowed; where things live, and how much room is there.
import { access, constants, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { namesNotTaken } from "../config/describe-files.ts";
import type { ConfigFileFound } from "../config/find-config-files.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { findMediaTools, type ToolCandidate } from "../media/find-media-tools.ts";
import { findWhyNotAwake } from "../power/keep-awake.ts";
import { bytes } from "../render/words.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable, type TableRow } from "../render/render-table.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { diagnoseOthers, diagnoseService } from "./doctor-service.ts";

/** What each optional capability is for. */
const OPTIONAL_FILTERS: Readonly<Record<string, string>> = {
  zscale: "HDR sources into SDR proxies",
  tonemap: "HDR sources into SDR proxies",
};

export async function doctor(call: CommandCall): Promise<number> {
  const { resolved, streams } = call;
  const { config } = resolved;
  const rows: TableRow[] = [{ check: "node", result: process.version, detail: process.execPath }];
  let exitCode = 0;
  try {
    const tools = await findMediaTools({ ffmpeg: config.ffmpeg, ffprobe: config.ffprobe });
    for (const candidate of tools.candidates) rows.push(candidateRow(candidate));
    if (tools.warning !== undefined)
      rows.push({ check: "ffmpeg's age", result: "warning", detail: tools.warning });
    for (const [filter, purpose] of Object.entries(OPTIONAL_FILTERS)) {
      const isThere = tools.ffmpeg.capabilities.filters.has(filter);
      const missing = `missing: no ${purpose}; Debian's ffmpeg package has it`;
      rows.push({
        check: `filter ${filter}`,
        result: isThere ? "ok" : "missing",
        detail: isThere ? purpose : missing,
      });
    }
  } catch (error) {
    if (!(error instanceof OdailiesError)) throw error;
    exitCode = error.exitCode;
    rows.push({ check: "media tools", result: error.code, detail: `${error.message} ${error.hint}` });
  }
  const noSleep = await findWhyNotAwake();
  rows.push({
    check: "stays awake",
    result: noSleep === undefined ? "ok" : "not possible",
    detail: noSleep ?? "the machine does not fall asleep while a run works",
  });
  const folders = userFolders(config);
  const service = await diagnoseService(call, folders.config);
  for (const row of service.rows) rows.push(row);
  exitCode ||= service.exitCode;
  const others = await diagnoseOthers(call, folders);
  for (const row of others.rows) rows.push(row);
  exitCode ||= others.exitCode;
  for (const file of resolved.files) rows.push(configRow(file));
  for (const [name, folder] of Object.entries(folders)) {
    const free = await freeBytes(folder);
    const detail = free === undefined ? folder : `${folder} (${bytes(free)} free)`;
    rows.push({ check: `${name} folder`, result: await stateOf(folder), detail });
  }
  if (config.json) renderObjects("check", rows, streams);
  else renderTable(rows, streams);
  return exitCode;
}

function candidateRow({ program, path, source, chosen, why }: ToolCandidate): TableRow {
  return {
    check: program,
    result: chosen ? "used" : "not used",
    detail: path === undefined ? `${source}: ${why}` : `${source}: ${path} (${why})`,
  };
}

function configRow(file: ConfigFileFound): TableRow {
  const { path, standing, why } = file;
  const names = namesNotTaken(file);
  const left = names === "" ? "" : `; not taken, for it is not trusted: ${names}`;
  return {
    check: "config file",
    result: standing,
    detail: `${path}${why === undefined ? left : `: ${why}`}`,
  };
}

/** On the disk that it lies on, or will lie on; undefined where the system does not tell. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return dirname(folder) === folder ? undefined : freeBytes(dirname(folder));
  }
}

async function stateOf(folder: string): Promise<string> {
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return "not there yet";
  return access(folder, constants.W_OK).then(
    () => "ok",
    () => "not writable",
  );
}
