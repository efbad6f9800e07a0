// What the embedded server says while it serves: a line per file that arrives, a line per trouble.
import type { RenderSettings } from "./open-renderer.ts";
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
    case "warning":
      return `warning: ${event.message}`;
  }
}
