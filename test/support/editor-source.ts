// The embedded server as the HTML5 editor's media source, and the calls that an editor makes of it.
import { basename } from "node:path";
import type { EditorOptions } from "../../src/server/editor/editor-options.ts";
import type { MediaEntry } from "../../src/server/editor/media-entry.ts";
import type { ServerOptions } from "../../src/server/start-server.ts";
import { type Answer, PROJECT, startTestServer, type TestServer } from "./server-fixture.ts";

export const EDITOR_PAGE = "https://editor.example.com";

export interface EditorSource extends TestServer {
  /** What the editor has been given for its user. */
  readonly apiAuthToken: string;
  /** `path` below `/editor`, or a whole URL; with the token unless `headers` has another one. */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The list that a query gives. */
  list(query?: Readonly<Record<string, string>>): Promise<EditorListing>;
  /** The names that a query gives. */
  names(query?: Readonly<Record<string, string>>): Promise<readonly string[]>;
  entryOf(clipName: string): Promise<MediaEntry>;
  /** A clip with its graded file, and what is known of it. */
  addClip(name: string, metadata?: Readonly<Record<string, unknown>>, content?: string): Promise<void>;
}

interface EditorListing {
  readonly total_count: number;
  readonly entries: readonly MediaEntry[];
}

/** Its pictures are texts that say of what they are; videos are 40 s of 1920 by 1080 in 25 fps with two sounds. */
export async function startEditorSource(
  editor: Partial<EditorOptions> = {},
  options: Partial<ServerOptions> = {},
): Promise<EditorSource> {
  const server = await startTestServer({
    readMedia: async () => ({
      ...{ durationSeconds: 40, frameSeconds: 0.04, width: 1920, height: 1080 },
      audioTracks: ["Mix", "Boom"],
    }),
    editor: {
      ...{ origins: [EDITOR_PAGE], url: undefined, pictures: "base64" },
      makePicture: async ({ file, atSeconds }) => Buffer.from(`${basename(file)} at ${atSeconds}`),
      ...editor,
    },
    ...options,
  });
  const apiAuthToken = server.createToken({
    ...{ label: "editor", read: true, write: false, upload: false, project: PROJECT },
  });
  const ask: EditorSource["ask"] = (path, headers = {}) =>
    server.call("GET", path.startsWith("http") ? path : `/editor${path}`, {
      headers: { Authorization: apiAuthToken, ...headers },
    });
  const list: EditorSource["list"] = async (query = {}) =>
    JSON.parse((await ask(`/media?${new URLSearchParams(query).toString()}`)).text);
  return {
    ...server,
    ...{ apiAuthToken, ask, list },
    names: async (query) => (await list(query)).entries.map(({ name }) => name),
    entryOf: async (clipName) => {
      const { entries } = await list({ count: "1000" });
      const entry = entries.find(({ name }) => name.endsWith(`${clipName}.mp4`));
      if (!entry) throw new Error(`There is no ${clipName} in ${entries.map(({ name }) => name).join(", ")}`);
      return entry;
    },
    addClip: async (name, metadata = {}, content = "0123456789") => {
      await server.upload(`_graded/${name}.mp4`, content);
      const patch = { data: [{ name, ...metadata }] };
      await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, { json: patch });
    },
  };
}

export function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString();
}
