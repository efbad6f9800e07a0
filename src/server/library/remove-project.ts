// Takes a project out of a library, with all its clips and files, or gives it another id.
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { OdailiesError } from "../../domain/errors.ts";
import { type Library, writeAtomically } from "./open-library.ts";
import { hasProject, isProjectId } from "./projects.ts";
import { selectAll } from "./query.ts";
import { projectFolder } from "./storage-path.ts";

/** What belongs to a project; tokens for it alone end with it. */
const TABLES = ["clips", "uploads", "waiting_values", "jobs", "tokens"];

/** Files first: what a crash leaves shows as a project without clips, and can be removed again. */
export function removeProject(library: Library, id: string): void {
  writeAtomically(library, () => {
    for (const folder of foldersOf(library, id)) rmSync(folder, { recursive: true, force: true });
    for (const table of TABLES) library.database.prepare(`DELETE FROM ${table} WHERE project = ?`).run(id);
    library.database.prepare("DELETE FROM projects WHERE id = ?").run(id);
  });
}

/** Throws `usage` where the new id cannot be one or is taken. Its tokens are those of the project under its new id. */
export function renameProject(library: Library, from: string, to: string): void {
  if (!isProjectId(to)) throw refused(`No project can be called ${to}.`);
  writeAtomically(library, () => {
    const [twin] = selectAll<{ id: string }>(
      library.database,
      "SELECT id FROM projects WHERE fold = ? AND id <> ?",
      to.toLowerCase(),
      from,
    );
    if (twin || hasProject(library, to)) throw refused(`There is a project ${twin?.id ?? to} already.`);
    const places = foldersOf(library, to);
    for (const [at, folder] of foldersOf(library, from).entries()) {
      if (existsSync(folder)) renameSync(folder, places[at] ?? folder);
    }
    for (const table of TABLES) {
      library.database.prepare(`UPDATE ${table} SET project = ? WHERE project = ?`).run(to, from);
    }
    library.database
      .prepare("UPDATE projects SET id = ?, fold = ? WHERE id = ?")
      .run(to, to.toLowerCase(), from);
  });
}

function foldersOf(library: Library, id: string): string[] {
  return [projectFolder(library, id), join(library.folder, "cache", "thumbnails", id)];
}

function refused(message: string): OdailiesError {
  return new OdailiesError("usage", message, {
    hint: "Choose an id of letters, digits, . _ and -, up to 100, that is not there yet.",
  });
}
