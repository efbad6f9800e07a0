// `odailies doctor`: which programs are used and why, what they can do, what is missing, where things live.
import { access, constants } from "node:fs/promises";
import { namesNotTaken } from "../config/describe-files.ts";
import type { ConfigFileFound } from "../config/find-config-files.ts";
import { describeTokenOrigin } from "../config/read-token.ts";
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { findMediaTools, type ToolCandidate } from "../media/find-media-tools.ts";
import { findWhyNotAwake } from "../power/keep-awake.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable, type TableRow } from "../render/render-table.ts";
import type { CommandCall } from "./command.ts";

/** What each optional capability is for. */
const OPTIONAL_FILTERS: Readonly<Record<string, string>> = {
  zscale: "HDR sources into SDR proxies",
  tonemap: "HDR sources into SDR proxies",
};

export async function doctor({ resolved, streams }: CommandCall): Promise<number> {
  const { config } = resolved;
  const rows: TableRow[] = [{ check: "node", result: process.version, detail: process.execPath }];
  let exitCode = 0;
  try {
    const tools = await findMediaTools({ ffmpeg: config.ffmpeg, ffprobe: config.ffprobe });
    rows.push(...tools.candidates.map(candidateRow));
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
  rows.push(tokenRow(await describeTokenOrigin(resolved, folders.config), config.project));
  rows.push(...resolved.files.map(configRow));
  for (const [name, folder] of Object.entries(folders)) {
    rows.push({ check: `${name} folder`, result: await stateOf(folder), detail: folder });
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

function tokenRow(origin: string | undefined, project: string | undefined): TableRow {
  if (origin !== undefined) return { check: "token", result: "ok", detail: `from ${origin}` };
  const detail =
    project === undefined
      ? "no project is named; clips stay in the library on this machine"
      : `for project ${project}; odailies login keeps one`;
  return { check: "token", result: "none", detail };
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
