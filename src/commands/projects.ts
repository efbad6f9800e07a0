// `odailies projects list|remove|rename`: the projects of the local library.
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { counted } from "../render/words.ts";
import type { Library } from "../server/library/open-library.ts";
import { listProjects, type ProjectSummary } from "../server/library/projects.ts";
import { removeProject, renameProject } from "../server/library/remove-project.ts";
import { runAction } from "./choose-action.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { requireYes, withLibrary } from "./local-library.ts";
import { nearestSentence } from "./nearest-names.ts";

const ACTIONS = {
  list: { args: "", fewestArgs: 0, mostArgs: 0, flags: [], run: list },
  remove: { args: "<id> [--yes]", fewestArgs: 1, mostArgs: 1, flags: ["yes"], run: remove },
  rename: { args: "<id> <new id>", fewestArgs: 2, mostArgs: 2, flags: [], run: rename },
} as const;

export function projects(call: CommandCall): Promise<number> {
  return runAction("projects", ACTIONS, call);
}

function list(call: CommandCall): Promise<number> {
  const { streams, resolved } = call;
  return withLibrary(call, true, (library) => {
    const rows = listProjects(library).map(({ id, clipCount }) => ({ project: id, clips: clipCount }));
    if (resolved.config.json) renderObjects("project", rows, streams);
    else if (rows.length === 0) renderNote("There are no projects.", streams);
    else {
      const table = rows.map(({ project, clips }) => ({ project, clips: String(clips) }));
      renderTable([{ project: "project", clips: "clips" }, ...table], streams);
    }
    return 0;
  });
}

function remove(call: CommandCall): Promise<number> {
  const { args, streams, resolved } = call;
  return withLibrary(call, true, async (library) => {
    const { id, clipCount } = requireProject(library, args[0] ?? "");
    const question = `Remove project ${id} from the local library, with ${counted(clipCount, "clip")}, all files and its tokens? They cannot be brought back.`;
    await requireYes(question, call);
    await removeProject(library, id);
    if (resolved.config.json) renderObjects("removed", [{ project: id, clips: clipCount }], streams);
    else if (!resolved.config.quiet)
      renderNote(`Removed project ${id}, ${counted(clipCount, "clip")}.`, streams);
    return 0;
  });
}

function rename(call: CommandCall): Promise<number> {
  const { args, streams, resolved } = call;
  return withLibrary(call, true, (library) => {
    const { id } = requireProject(library, args[0] ?? "");
    const to = args[1] ?? "";
    renameProject(library, id, to);
    if (resolved.config.json) renderObjects("renamed", [{ project: to, before: id }], streams);
    else if (!resolved.config.quiet) renderNote(`Project ${id} is called ${to} now.`, streams);
    return 0;
  });
}

/** Throws `project_not_found`, naming the nearest. */
function requireProject(library: Library, id: string): ProjectSummary {
  const known = listProjects(library);
  const project = known.find((each) => each.id === id);
  if (project) return project;
  const near = nearestSentence(
    id,
    known.map((each) => each.id),
  );
  throw new OdailiesError("project_not_found", `There is no project ${id} in the local library.${near}`, {
    hint: "odailies projects list shows every project.",
  });
}
