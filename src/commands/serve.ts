// `odailies serve`: the local library with its page and its API, until stopped.
import { once } from "node:events";
import { join } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import { findMediaTools } from "../media/find-media-tools.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { renderServerEvent } from "../render/server-event-lines.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { editorPlace } from "../setup/editor-place.ts";
import { startLibrary } from "../setup/start-library.ts";
import type { RunningServer } from "../server/start-server.ts";

export async function serve({ resolved, streams, signal }: CommandCall): Promise<number> {
  const { config } = resolved;
  const folders = userFolders(config);
  const tools = () => findMediaTools({ ffmpeg: config.ffmpeg, ffprobe: config.ffprobe });
  const editor = editorPlace(resolved);
  const server = await startLibrary(folders, tools, {
    host: config.host,
    port: config.port,
    editor,
    onEvent: (event) => renderServerEvent(event, config, streams),
  });
  try {
    const tokenFile = join(folders.library, "serve.token");
    const rights = { read: true, write: true, upload: true, newProjects: true };
    streams.addSecret(server.shareToken(tokenFile, { label: "serve", ...rights }));
    const rows = [
      { what: "page", where: server.url },
      ...server.pagesForOthers.map((where) => ({ what: "page for other devices", where })),
      { what: "library", where: folders.library },
      { what: "token file", where: tokenFile },
      ...(editor ? editorRows(server, editor.origins, streams) : []),
    ];
    if (config.json) renderObjects("address", rows, streams);
    else renderTable(rows, streams);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server.close();
  }
  return 0;
}

/** What the editor's developer account and sessions are given, by the editor's own names. */
function editorRows(
  server: RunningServer,
  origins: readonly string[],
  streams: CommandCall["streams"],
): readonly { readonly what: string; readonly where: string }[] {
  const kept = server.keepToken({ label: "editor", read: true, write: false, upload: false });
  streams.addSecret(kept.token);
  return [
    ...Object.entries(server.editor ?? {}).map(([name, where]) => ({ what: `editor ${name}`, where })),
    { what: "editor apiAuthToken, in the file", where: kept.file },
    ...origins.map((where) => ({ what: "editor page that may call", where })),
  ];
}
