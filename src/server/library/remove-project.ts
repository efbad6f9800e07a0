// Takes a project out of a library, with all its clips and files, or gives it another id.
import { randomUUID } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OdailiesError } from "../../domain/errors.ts";
import { INCOMING_PREFIX } from "../storage/receive-file.ts";
import { type Library, writeAtomically } from "./open-library.ts";
import { hasProject, isProjectId } from "./projects.ts";
import { selectAll } from "./query.ts";
import { picturesFolder, projectFolder } from "./storage-path.ts";
import { removeTokensOf } from "./tokens.ts";

/** What belongs to a project, but for its tokens. */
const TABLES = ["clips", "uploads", "waiting_values", "jobs"];

/**
 * Tokens for it alone end with it. Files first: what a crash leaves shows as a project without clips, and can be removed
 * again. They only go aside at first, because to delete a day of films takes longer than other processes wait to write;
 * a later start clears away what is left of them.
 */
export async function removeProject(library: Library, id: string): Promise<void> {
  const aside = writeAtomically(library, () => {
    const moved = foldersOf(library, id)
      .filter((folder) => existsSync(folder))
      .map(moveAside);
    for (const table of TABLES) library.database.prepare(`DELETE FROM ${table} WHERE project = ?`).run(id);
    removeTokensOf(library, id);
    library.database.prepare("DELETE FROM projects WHERE id = ?").run(id);
    return moved;
  });
  for (const folder of aside) await rm(folder, { recursive: true, force: true });
}

/** Beside its place, under a name that `sweepIncoming` knows and no project can have. */
function moveAside(folder: string): string {
  const aside = join(dirname(folder), `${INCOMING_PREFIX}${randomUUID()}`);
  renameSync(folder, aside);
  return aside;
}

/** Throws `usage` where the new id cannot be one or is taken. Its tokens are those of the project under its new id. */
export function renameProject(library: Library, from: string, to: string): void {
  writeAtomically(library, () => {
    requireFreeId(library, from, to);
    const places = foldersOf(library, to);
    for (const [at, folder] of foldersOf(library, from).entries()) {
      if (existsSync(folder)) renameSync(folder, places[at] ?? folder);
    }
    for (const table of [...TABLES, "tokens"]) {
      library.database.prepare(`UPDATE ${table} SET project = ? WHERE project = ?`).run(to, from);
    }
    library.database
      .prepare("UPDATE projects SET id = ?, fold = ? WHERE id = ?")
      .run(to, to.toLowerCase(), from);
  });
}

/** Throws as `renameProject` would, and changes nothing. */
export function requireFreeId(library: Library, from: string, to: string): void {
  if (!isProjectId(to)) throw refused(`No project can be called "${to}".`);
  const [twin] = selectAll<{ id: string }>(
    library.database,
    "SELECT id FROM projects WHERE fold = ? AND id <> ?",
    to.toLowerCase(),
    from,
  );
  if (twin || hasProject(library, to)) throw refused(`There is a project ${twin?.id ?? to} already.`);
}

function foldersOf(library: Library, id: string): string[] {
  return [projectFolder(library, id), join(picturesFolder(library), id)];
}

function refused(message: string): OdailiesError {
  return new OdailiesError("usage", message, {
    hint: "Choose an id of letters, digits, . _ and -, up to 100, that is not there yet.",
  });
}
