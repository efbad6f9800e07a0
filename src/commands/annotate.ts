// `odailies annotate`: metadata only, onto clips that are already there; explains itself, and can be undone.
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { type UserFolders, userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { annotateSheets } from "../runs/annotate-sheets.ts";
import { explainSheets, withoutDestination } from "../runs/explain-sheets.ts";
import { undoAnnotate } from "../runs/undo-annotate.ts";
import { openAnnotateRenderer } from "../render/annotate-lines.ts";
import { renderExplanation } from "../render/explanation-table.ts";
import { renderTable } from "../render/render-table.ts";
import { type ChosenDestination, chooseDestination } from "../setup/choose-destination.ts";
import type { CommandCall } from "./command.ts";
import { sheetReading } from "../setup/sheet-reading.ts";
import { shownOptions } from "../setup/shown-options.ts";

export async function annotate(call: CommandCall): Promise<number> {
  const undo = typeof call.flags["undo"] === "string" ? call.flags["undo"] : undefined;
  const isExplain = call.flags["explain"] === true;
  requireUse(call.args, undo, isExplain);
  return isExplain ? explain(call) : send(call, undo);
}

/** Throws `usage` where it is not clear what is wanted. */
function requireUse(sheets: readonly string[], undo: string | undefined, isExplain: boolean): void {
  if (undo === undefined && sheets.length === 0) {
    throw new OdailiesError("usage", "No sheet was given.", {
      hint: "Give ALE, CSV or XLSX files: odailies annotate log.csv; or an undo file: --undo <file>.",
    });
  }
  if (undo !== undefined && (sheets.length > 0 || isExplain)) {
    const other = isExplain ? "--explain" : "sheets";
    throw new OdailiesError("usage", `--undo puts old values back and takes no ${other}.`, {
      hint: "Undo first, then annotate in a run of its own.",
    });
  }
}

async function send(call: CommandCall, undo: string | undefined): Promise<number> {
  const { config } = call.resolved;
  const folders = userFolders(config);
  const reading = sheetReading(call.resolved);
  const { destination, warnings } = await chooseDestination(call, folders);
  const request = {
    ...common(call),
    destination,
    warnings,
    stateFolder: folders.state,
    isDryRun: config.dryRun,
    emit: openAnnotateRenderer(config, call.streams, config.dryRun ? "show" : "send"),
  };
  const { match, onConflict } = config;
  const { result, undoFile } =
    undo === undefined
      ? await annotateSheets({ ...request, sheets: call.args, reading, match, onConflict })
      : await undoAnnotate({ ...request, undoFile: resolve(undo) });
  if (undoFile !== undefined && !config.json) renderTable([{ undo: undoFile }], call.streams);
  return result.exitCode;
}

/** Needs no destination: one that is configured is asked for its clips, if it answers. */
async function explain(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const folders = userFolders(config);
  const reading = sheetReading(call.resolved);
  const chosen = await choosePossible(call, folders);
  const { result } = await explainSheets({
    ...common(call),
    ...chosen,
    sheets: call.args,
    reading,
    match: config.match,
    emit: openAnnotateRenderer(config, call.streams, "explain"),
    show: (explanation) => renderExplanation(explanation, config.json, call.streams),
  });
  return result.exitCode;
}

function common({ resolved, commandLine, signal }: CommandCall) {
  return { options: shownOptions(resolved), commandLine, signal };
}

async function choosePossible(
  call: CommandCall,
  folders: UserFolders,
): Promise<{
  readonly destination: ChosenDestination["destination"] | undefined;
  readonly warnings: ChosenDestination["warnings"];
}> {
  const { to, project, token, tokenFile } = call.resolved.config;
  const isNamed = to.length > 0 || project !== undefined || token !== undefined || tokenFile !== undefined;
  const hasLibrary = await access(folders.library).then(
    () => true,
    () => false,
  );
  if (!isNamed && !hasLibrary) return { destination: undefined, warnings: [] };
  try {
    return await chooseDestination(call, folders);
  } catch (error) {
    if (!(error instanceof OdailiesError)) throw error;
    const warning = { code: error.code, message: withoutDestination(error) };
    return { destination: undefined, warnings: [warning] };
  }
}
