// What the embedded server says while it serves: a line per file that arrives, a line per trouble.
import type { RenderSettings } from "./open-renderer.ts";
import type { EditorNews } from "../domain/editor-events.ts";
import type { OutputStreams } from "./output-streams.ts";
import { print, shown, wholeLine } from "./shown-text.ts";
import { bytes, counted } from "./words.ts";

/** The events of the server that are worth a line; shaped as the server sends them. */
export type ServedEvent =
  | {
      readonly type: "file-received";
      readonly project: string;
      readonly path: string;
      readonly sizeBytes: number;
    }
  | { readonly type: "metadata-changed"; readonly project: string; readonly clips: readonly string[] }
  | EditorNews
  | { readonly type: "warning"; readonly message: string };

export function renderServerEvent(
  event: ServedEvent,
  { quiet }: Pick<RenderSettings, "quiet">,
  { stderr, redact }: Pick<OutputStreams, "stderr" | "redact">,
): void {
  if (quiet && event.type !== "warning") return;
  print(wholeLine(shown(sentence(event))), stderr, redact);
}

function sentence(event: ServedEvent): string {
  switch (event.type) {
    case "file-received":
      return `${event.project}: received ${event.path} (${bytes(event.sizeBytes)})`;
    case "metadata-changed":
      return `${event.project}: new metadata for ${counted(event.clips.length, "clip")}`;
    case "editor-event":
      return `${event.project ?? "the editor"}: ${describeEditorEvent(event)}`;
    case "warning":
      return `warning: ${event.message}`;
  }
}

function describeEditorEvent({ what, editorProject, error }: EditorNews): string {
  const edit = editorProject === undefined ? "an edit" : `edit ${editorProject}`;
  switch (what) {
    case "project_create":
      return `${edit} was begun`;
    case "project_update":
      return `${edit} was changed`;
    case "render_start":
      return `${edit} is being rendered`;
    case "render_complete":
      if (error === undefined) return `${edit} is rendered`;
      return `${edit} could not be rendered: ${error}`;
  }
}
