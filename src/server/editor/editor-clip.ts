// The clips that the editor sees: those whose graded file lies in the library, in the projects that its token opens.
import type { ClipMetadata } from "../../domain/metadata.ts";
import type { StoredClip } from "../library/clips.ts";
import type { Library } from "../library/open-library.ts";
import { findPresentClip, readPresentClips } from "../library/present-clips.ts";
import { storagePathOf } from "../library/storage-path.ts";
import type { TokenSummary } from "../library/tokens.ts";
import { findFile, listFiles, type StoredFile } from "../library/uploads.ts";
import { mayRead, projectsOf } from "./editor-token.ts";
import { fileIdOf, readFileId } from "./file-id.ts";

export interface EditorClip extends StoredClip {
  readonly id: string;
  readonly project: string;
  /** What the editor shows: it has no other field, so the slate stands in front. */
  readonly fileName: string;
  readonly graded: StoredFile;
}

/** Sorted by project and name, a few at a time. */
export async function* readEditorClips(library: Library, token: TokenSummary): AsyncGenerator<EditorClip> {
  for (const project of projectsOf(library, token)) {
    const files = new Map(listFiles(library, project).map((file) => [file.path, file]));
    for await (const clips of readPresentClips(library, project)) {
      for (const clip of clips) {
        const graded = files.get(storagePathOf("graded", clip.name));
        if (graded) yield toEditorClip(project, clip, graded);
      }
    }
  }
}

/** Undefined where there is no such clip for this token. */
export async function findEditorClip(
  library: Library,
  token: TokenSummary,
  id: string,
): Promise<EditorClip | undefined> {
  const place = readFileId(id);
  if (!place || !mayRead(token, place.project)) return undefined;
  const { project, clipName } = place;
  const graded = findFile(library, project, storagePathOf("graded", clipName));
  const clip = graded && (await findPresentClip(library, project, clipName));
  return clip && toEditorClip(project, clip, graded);
}

function toEditorClip(project: string, clip: StoredClip, graded: StoredFile): EditorClip {
  const id = fileIdOf({ project, clipName: clip.name });
  return { ...clip, id, project, graded, fileName: fileNameFor(clip.name, clip.metadata) };
}

/** `22/4-1* A001C001_220901_R3CK.mp4`, the asterisk for a circled take. */
function fileNameFor(clipName: string, { scene, shot, take, circled }: ClipMetadata): string {
  const setup = [scene, shot].filter(Boolean).join("/");
  const slate = `${[setup, take].filter(Boolean).join("-")}${circled ? "*" : ""}`;
  return `${slate === "" ? "" : `${slate} `}${clipName}.mp4`;
}
