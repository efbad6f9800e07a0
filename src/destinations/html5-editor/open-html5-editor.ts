// The HTML5 editor's backend as a destination: a media library with folders and names, and nothing else to say.
import type { ClipPatch, PatchReport, RemoteClip } from "../../domain/delivery.ts";
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";
import type { Warning } from "../../domain/warning.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { mergePatches } from "../merge-patches.ts";
import type { Destination } from "../destination.ts";
import { requireAddress } from "../require-address.ts";
import { stateId } from "../state-id.ts";
import { withFewTries } from "../with-few-tries.ts";
import { findReadiness, type Patience } from "./await-ready.ts";
import { readVersion } from "./api.ts";
import { createCallEditor, notTheEditor } from "./call-editor.ts";
import { createLibrary } from "./library.ts";
import { readFileTemplate, readFolderTemplate } from "./name-template.ts";
import { createPresence } from "./presence.ts";
import { sendFile } from "./send-file.ts";

export interface Html5EditorOptions {
  /** Of the backend: what has `/api/version`. A path before `/api` is kept. */
  readonly api: string;
  /** The folder in the root of the media library that everything goes below. */
  readonly project: string;
  /** Of the editor's user: the id of a registered one, or what a socket announces. A secret. */
  readonly token: string;
  readonly http: HttpClient;
  readonly retry?: RetryOptions;
  readonly insecure?: boolean;
  readonly warn?: (warning: Warning) => void;
  /** Below the project's folder: `Scene {scene}`. */
  readonly folder: string;
  /** `{scene}-{shot}-{take} {name}`; ends with `{name}`. */
  readonly fileName: string;
  /** LOG files go there, too. */
  readonly log: boolean;
  readonly partBytes: number;
  readonly patience: Patience;
  /** This computer's clock. */
  readonly nowMs?: () => number;
}

/** A person waits for `open`, so it does not wait all night. */
const OPEN_ATTEMPTS = 2;

/** Throws `config_invalid` for an impossible address or template, and for plain http to another machine. */
export function openHtml5Editor(options: Html5EditorOptions): Destination {
  const { http, project, token, log, partBytes, patience, retry: how = {}, insecure = false } = options;
  const base = requireAddress(options.api, {
    what: "The API address",
    hint: "Give the address of the editor's backend with --api.",
    isInsecureAllowed: insecure,
  });
  const { host, origin } = new URL(base);
  const files = readFileTemplate(options.fileName);
  const folders = readFolderTemplate(options.folder);
  const presence = createPresence({ http, base, token, retry: how });
  const call = createCallEditor({ http, base, token });
  const library = createLibrary(call, { presence, token, host });

  const list = async (signal: AbortSignal, how: RetryOptions): Promise<ReadonlyMap<string, RemoteClip>> => {
    const clips = new Map<string, RemoteClip>();
    for (const { name, bytes, seconds, status, error } of await library.walk(project, signal, how)) {
      const read = files.read(name);
      if (read?.role !== "graded" || status === "upload" || error) continue;
      const metadata: ClipMetadata = {
        ...(bytes !== undefined && { fileSize: bytes }),
        ...(seconds !== undefined && { duration: seconds }),
      };
      clips.set(read.clipName, { name: read.clipName, metadata });
    }
    return clips;
  };
  const keyOf: Destination["keyOf"] = (file) => files.render({}, file);

  return {
    label: `HTML5 editor, folder ${project} at ${origin}`,
    id: stateId("html5-editor", base, project),
    takes: {
      roles: log ? ["graded", "log"] : ["graded"],
      ale: false,
      fields: [],
      metadata: "never",
      blanks: false,
    },
    open: async (signal) => {
      const few = withFewTries(how, OPEN_ATTEMPTS);
      const { json } = await retry(() => call({ method: "GET", path: "version", signal }), signal, few);
      if (readVersion(json) === undefined) throw notTheEditor(host);
      return list(signal, few);
    },
    list: (signal) => list(signal, how),
    keyOf,
    send: (file, transfer) =>
      sendFile(file, keyOf(file), transfer, {
        ...{ http, base, token, host, call, presence, library, files, partBytes, patience },
        nowMs: options.nowMs ?? Date.now,
        warn: options.warn ?? (() => undefined),
        foldersOf: async (of) => {
          const metadata = (await of.describe?.())?.metadata ?? {};
          return { path: [project, ...folders(metadata)], name: files.render(metadata, of) };
        },
      }),
    patch: async (patches, signal) => {
      signal.throwIfAborted();
      return takesNone(patches);
    },
    readiness: (receipt, signal) => findReadiness(receipt, signal, { call, presence, host }),
    close: () => presence.close(),
  };
}

/** The editor has no fields. */
function takesNone(patches: readonly ClipPatch[]): PatchReport {
  const asked = [...mergePatches(patches)];
  return {
    patched: new Map(asked.map(([name]) => [name, {}])),
    refused: [],
    unsupported: new Map(
      asked.map(([name, { metadata }]) => [name, Object.keys(metadata) as MetadataProperty[]]),
    ),
  };
}
