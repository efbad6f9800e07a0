// What the embedded server has to say while it runs. Nothing here ever holds a token or a signed URL.
import type { EditorNews } from "../domain/editor-events.ts";

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
  | EditorNews
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
