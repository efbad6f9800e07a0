// `odailies clips remove <name…>` and `clips rename <name> <new name>`: of the local library, with their files.
import { userFolders } from "../config/user-folders.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { bytes as bytesText, counted } from "../render/words.ts";
import { listClips } from "../server/library/clips.ts";
import type { Library } from "../server/library/open-library.ts";
import {
  type ClipFiles,
  findClipFiles,
  removeClip,
  renameClip as renameStored,
} from "../server/library/remove-clip.ts";
import { chooseKinds } from "../setup/choose-destinations.ts";
import { libraryProject } from "../setup/choose-library.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { notListed } from "./find-clips.ts";
import { requireYes, withLibrary } from "./local-library.ts";

/** Asks, then removes all of them. Throws `clip_not_listed` where one is not there; then none is removed. */
export async function removeClips(call: CommandCall): Promise<number> {
  const { args, streams, resolved } = call;
  const project = await requireLocal(call);
  return withLibrary(call, true, async (library) => {
    const clips = requireClips(library, project, args);
    const fileCount = clips.reduce((sum, { paths }) => sum + paths.length, 0);
    const size = bytesText(clips.reduce((sum, clip) => sum + clip.bytes, 0));
    const what = clips.length === 1 ? `clip ${clips[0]?.name}` : counted(clips.length, "clip");
    const question = `Remove ${what} of project ${project} from the local library, with ${counted(fileCount, "file")} (${size})? They cannot be brought back.`;
    await requireYes(question, call);
    for (const { name } of clips) removeClip(library, project, name);
    if (resolved.config.json) {
      const removed = clips.map(({ name, paths, bytes }) => ({ clip: name, project, paths, bytes }));
      renderObjects("removed", removed, streams);
    } else if (!resolved.config.quiet)
      renderNote(`Removed ${what}, ${counted(fileCount, "file")} (${size}).`, streams);
    return 0;
  });
}

export async function renameClip(call: CommandCall): Promise<number> {
  const { args, streams, resolved } = call;
  const project = await requireLocal(call);
  return withLibrary(call, true, (library) => {
    const [clip] = requireClips(library, project, args.slice(0, 1));
    const from = clip?.name ?? "";
    const to = (args[1] ?? "").normalize("NFC");
    renameStored(library, project, from, to);
    if (resolved.config.json) renderObjects("renamed", [{ clip: to, project, before: from }], streams);
    else if (!resolved.config.quiet) {
      const note = `${from} is called ${to} now. An ingest of its card would send it again under the old name.`;
      renderNote(note, streams);
    }
    return 0;
  });
}

function requireClips(library: Library, project: string, names: readonly string[]): readonly ClipFiles[] {
  const composed = [...new Set(names.map((name) => name.normalize("NFC")))];
  const found = composed.map((name) => findClipFiles(library, project, name));
  const missing = composed.filter((_, at) => found[at] === undefined);
  if (missing.length > 0) {
    const clips = new Map(listClips(library, project).map((clip) => [clip.name, clip]));
    throw notListed(clips, missing, `the local library, project ${project}`);
  }
  return found.filter((clip) => clip !== undefined);
}

/** The project of the local library. Throws `usage` for any other destination: its API cannot do this. */
async function requireLocal(call: CommandCall): Promise<string> {
  const { config } = call.resolved;
  const kinds = await chooseKinds(call, userFolders(config));
  if (kinds.every(({ isEmbedded }) => isEmbedded)) return libraryProject(config);
  throw new OdailiesError(
    "usage",
    "Clips can be removed and renamed in the local library alone: the API has no call for it.",
    {
      hint: "Give --to local, and no other, for the library on this machine, or do it in the browser.",
    },
  );
}
