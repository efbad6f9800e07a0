// `odailies annotate`: metadata only, onto clips that are already there; explains itself, and can be undone.
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { type UserFolders, userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { FrameRequest } from "../runs/frame.ts";
import { annotateSheets } from "../runs/annotate-sheets.ts";
import { explainSheets, withoutDestination } from "../runs/explain-sheets.ts";
import { undoAnnotate } from "../runs/undo-annotate.ts";
import { openAnnotateRenderer } from "../render/annotate-lines.ts";
import { renderExplanation } from "../render/explanation-table.ts";
import { renderTable } from "../render/render-table.ts";
import { chooseDestination, chooseDestinations } from "../setup/choose-destinations.ts";
import { frameRequest } from "../setup/frame-request.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { sheetReading } from "../setup/sheet-reading.ts";

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
  const { to, warnings } = await chooseDestinations(call, folders);
  const emit = openAnnotateRenderer(config, call.streams, config.dryRun ? "show" : "send");
  const request = {
    frame: frameRequest(call, { command: "annotate", emit, warnings }),
    to,
    stateFolder: folders.state,
    isDryRun: config.dryRun,
  };
  const { match, onConflict, strictSheet: isStrict } = config;
  const sheets = call.args.map((path) => resolve(path));
  const result =
    undo === undefined
      ? await annotateSheets({ ...request, sheets, reading, match, onConflict, isStrict })
      : await undoAnnotate({ ...request, undo: undo === "last" ? undo : resolve(undo) });
  if (result.undoFile !== undefined && !config.json) renderTable([{ undo: result.undoFile }], call.streams);
  return result.exitCode;
}

/** Needs no destination: one that is configured is asked for its clips, if it answers. */
async function explain(call: CommandCall): Promise<number> {
  const { config } = call.resolved;
  const { destination, warnings } = await choosePossible(call, userFolders(config));
  const emit = openAnnotateRenderer(config, call.streams, "explain");
  const result = await explainSheets({
    frame: frameRequest(call, { command: "annotate", emit, warnings }),
    destination,
    sheets: call.args.map((path) => resolve(path)),
    reading: sheetReading(call.resolved),
    match: config.match,
    show: (explanation) => renderExplanation(explanation, config.json, call.streams),
  });
  return result.exitCode;
}

interface PossibleDestination {
  readonly destination: DestinationToOpen | undefined;
  readonly warnings: FrameRequest["warnings"];
}

async function choosePossible(call: CommandCall, folders: UserFolders): Promise<PossibleDestination> {
  const { to, project, token, tokenFile } = call.resolved.config;
  const isNamed = to.length > 0 || project !== undefined || token !== undefined || tokenFile !== undefined;
  const hasLibrary = await access(folders.library).then(
    () => true,
    () => false,
  );
  if (!isNamed && !hasLibrary) return { destination: undefined, warnings: [] };
  try {
    const { toOpen, warnings } = await chooseDestination(call, folders);
    return { destination: toOpen, warnings };
  } catch (error) {
    if (!(error instanceof OdailiesError)) throw error;
    const warning = { code: error.code, message: withoutDestination(error) };
    return { destination: undefined, warnings: [warning] };
  }
}
