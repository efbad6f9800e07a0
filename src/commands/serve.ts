// `odailies serve`: the local library with its page and its API, until stopped.
import { once } from "node:events";
import { join } from "node:path";
import { userFolders } from "../config/user-folders.ts";
import { findMediaTools } from "../media/find-media-tools.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import { renderServerEvent } from "../render/server-event-lines.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { startLibrary } from "../setup/start-library.ts";

export async function serve({ resolved, streams, signal }: CommandCall): Promise<number> {
  const { config } = resolved;
  const folders = userFolders(config);
  const tools = () => findMediaTools({ ffmpeg: config.ffmpeg, ffprobe: config.ffprobe });
  const server = await startLibrary(folders, tools, {
    host: config.host,
    port: config.port,
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
    ];
    if (config.json) renderObjects("address", rows, streams);
    else renderTable(rows, streams);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server.close();
  }
  return 0;
}
