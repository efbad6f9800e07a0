// What the embedded server has to say while it runs. Nothing here ever holds a token or a signed URL.
import type { EditorEvent } from "../domain/editor-events.ts";

export type ServerEvent =
  | {
      readonly type: "file-received";
      readonly project: string;
      /** As in the library, e.g. `_graded/A001C001.mp4`. */
      readonly path: string;
      readonly sizeBytes: number;
      /** A file of that path was there before. */
      readonly replaced: boolean;
    }
  | { readonly type: "metadata-changed"; readonly project: string; readonly clips: readonly string[] }
  | {
      readonly type: "editor-event";
      readonly what: EditorEvent;
      /** Of the library, where the token is for one alone. */
      readonly project: string | undefined;
      /** Id of the editor's own project. */
      readonly editorProject: string | undefined;
      /** Why a render has failed, in the editor's words. */
      readonly error: string | undefined;
    }
  | {
      readonly type: "warning";
      /** `ale_unreadable`, `ale_rows_left`, `thumbnail_failed`, `disk_full`, `unexpected`. */
      readonly code: string;
      /** A full sentence. */
      readonly message: string;
      readonly project?: string;
      readonly clip?: string;
    };

export type EmitServerEvent = (event: ServerEvent) => void;
