// `odailies tokens add|list|revoke`: who may use the API of the local library, and for what.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects, renderText } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import type { Library } from "../server/library/open-library.ts";
import { ensureProject } from "../server/library/projects.ts";
import {
  addToken,
  findToken,
  keptTokenFile,
  listTokens,
  removeToken,
  type TokenSummary,
} from "../server/library/tokens.ts";
import { runAction } from "./choose-action.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { withLibrary } from "./local-library.ts";

const ACTIONS = {
  add: {
    args: "--read --write --upload [--project <id>] [--label <text>] [--out <file>]",
    fewestArgs: 0,
    mostArgs: 0,
    flags: ["read", "write", "upload", "label", "newProjects", "out"],
    run: add,
  },
  list: { args: "", fewestArgs: 0, mostArgs: 0, flags: [], run: list },
  revoke: { args: "<id…>", fewestArgs: 1, mostArgs: Number.POSITIVE_INFINITY, flags: [], run: revoke },
} as const;

export function tokens(call: CommandCall): Promise<number> {
  return runAction("tokens", ACTIONS, call);
}

/**
 * Without `--out` the token is all that stdout gets, once and never again. With `--json` it goes to a file below the
 * library, because no line ever holds one.
 */
function add(call: CommandCall): Promise<number> {
  const { flags, resolved, streams } = call;
  const { json, quiet, project } = resolved.config;
  const [read, write, upload] = [flags["read"] === true, flags["write"] === true, flags["upload"] === true];
  if (!read && !write && !upload) {
    throw new OdailiesError("usage", "A token that may do nothing is of no use.", {
      hint: "Add --read, --write or --upload, or several of them.",
    });
  }
  const newProjects = flags["newProjects"] === true;
  if (newProjects && project !== undefined) {
    throw new OdailiesError("usage", `A token for project ${project} alone can make no other projects.`, {
      hint: "Leave out --new-projects or --project.",
    });
  }
  return withLibrary(call, false, async (library) => {
    const now = new Date();
    if (project !== undefined) ensureProject(library, project, now);
    const label = typeof flags["label"] === "string" ? flags["label"] : "";
    const rights = { read, write, upload, newProjects };
    const token = addToken(library, { label, ...rights, ...(project !== undefined && { project }) }, now);
    const added = findToken(library, token);
    if (!added) throw new Error("The token that was added is not there.");
    const file = fileOf(call, library, added.id);
    if (file !== undefined)
      await writeToken(file, token).catch((error: unknown) => undo(library, added.id, error));
    if (json) renderObjects("token", [{ ...rowOf(added), file }], streams);
    else if (file === undefined) renderText(`${token}\n`, streams);
    else renderTable([{ file }], streams);
    if (!json && !quiet && file === undefined) {
      renderNote(`This is token ${added.id}. It is shown this once; keep it as a password.`, streams);
    }
    return 0;
  });
}

function fileOf(
  { flags, resolved: { config } }: CommandCall,
  library: Library,
  id: number,
): string | undefined {
  if (typeof flags["out"] === "string") return resolve(flags["out"]);
  return config.json ? keptTokenFile(library, id) : undefined;
}

async function writeToken(file: string, token: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, token, { mode: 0o600, flag: "wx" });
}

/** A token that nobody can read is none. */
function undo(library: Library, id: number, error: unknown): never {
  removeToken(library, id);
  const { code, path } = error as NodeJS.ErrnoException;
  const why = code === "EEXIST" ? "it is there already" : String(code);
  throw new OdailiesError("config_invalid", `The token cannot be written to ${path}: ${why}.`, {
    hint: "Name another file with --out.",
    cause: error,
  });
}

function list(call: CommandCall): Promise<number> {
  const { resolved, streams } = call;
  return withLibrary(call, true, (library) => {
    const rows = listTokens(library).map(rowOf);
    if (resolved.config.json) renderObjects("token", rows, streams);
    else if (rows.length === 0) renderNote("There are no tokens.", streams);
    else renderTable([HEADER, ...rows.map(toCells)], streams);
    return 0;
  });
}

/** Throws `usage` where an id is of no token; those before it are revoked. */
function revoke(call: CommandCall): Promise<number> {
  const { args, resolved, streams } = call;
  return withLibrary(call, true, async (library) => {
    for (const word of args) {
      const id = /^\d{1,15}$/.test(word) ? Number(word) : Number.NaN;
      if (Number.isNaN(id) || !removeToken(library, id)) {
        throw new OdailiesError("usage", `There is no token ${word}.`, {
          hint: "odailies tokens list shows every token with its id.",
        });
      }
      if (resolved.config.json) renderObjects("revoked", [{ id }], streams);
      else if (!resolved.config.quiet) renderNote(`Token ${id} is no longer valid.`, streams);
    }
    return 0;
  });
}

function rowOf({ id, label, project, read, write, upload, newProjects, isPassing, createdAt }: TokenSummary) {
  const rights = { read, write, upload, new_projects: newProjects === true };
  return { id, label, project: project ?? null, ...rights, passing: isPassing, created: createdAt };
}

const HEADER = {
  id: "id",
  label: "label",
  project: "project",
  rights: "rights",
  created: "created",
  until: "until",
};

function toCells(row: ReturnType<typeof rowOf>): typeof HEADER {
  const rights = [row.read && "Read", row.write && "Write", row.upload && "Upload"]
    .filter(Boolean)
    .join(", ");
  return {
    id: String(row.id),
    label: row.label,
    project: row.project ?? (row.new_projects ? "all, also new ones" : "all"),
    rights,
    created: row.created,
    until: row.passing ? "its server ends" : "revoked",
  };
}
