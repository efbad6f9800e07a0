// The folders of the fake editor backend.
import { randomUUID } from "node:crypto";
import { editorError, removeFolder } from "./editor-library.ts";
import type { EditorServer, Exchange } from "./editor-server.ts";

/** `/api/folders`: POST, PATCH, DELETE, and PUT of what is to lie in one. */
export function answerFolders(server: EditorServer, { method, url, owner, body, json }: Exchange): void {
  const [, , , id, entries] = url.pathname.split("/").map(decodeURIComponent);
  const told = (body.length === 0 ? {} : JSON.parse(body.toString())) as Record<string, unknown>;
  const isMine = (folder: unknown) => server.folders.get(String(folder))?.owner === owner;
  if (method === "POST" && id === undefined) {
    const { name, folder } = told;
    if (typeof name !== "string" || name === "" || (folder !== undefined && !isMine(folder)))
      return json(400, { message: "A folder needs a name, and a folder that is there" });
    const made = { id: randomUUID(), name, owner, parent: folder as string | undefined };
    server.folders.set(made.id, made);
    return json(200, { id: made.id });
  }
  if (method === "PUT" && entries === "entries") {
    const target = id === "root" ? undefined : id;
    if (target !== undefined && !isMine(target)) return json(404, { message: "No folder found" });
    const { files = [], folders = [] } = told as { files?: string[]; folders?: string[] };
    for (const file of files) if (server.media.has(file)) server.media.get(file)!.folder = target;
    for (const folder of folders) if (isMine(folder)) server.folders.get(folder)!.parent = target;
    return json(200, {});
  }
  const folder = server.folders.get(id ?? "");
  if (folder?.owner !== owner) return json(404, { error: editorError("not_found") });
  if (method === "PATCH" && typeof told["name"] === "string") {
    folder.name = told["name"];
    return json(200, {});
  }
  if (method !== "DELETE") return json(404, { message: "Not found" });
  const isUsed = [...server.media.values()].some((file) => file.folder === id && file.isUsedInProject);
  if (isUsed && url.searchParams.get("force") !== "1")
    return json(200, { error: editorError("used_in_projects") });
  removeFolder(server, folder.id);
  json(200, {});
}
