// CatDV as a destination: one catalogue of one server, through one seat.
import type { RemoteClip } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Warning } from "../../domain/warning.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { RetryOptions } from "../../net/retry.ts";
import type { Destination } from "../destination.ts";
import { fileKey } from "../file-key.ts";
import { requireAddress } from "../require-address.ts";
import { stateId } from "../state-id.ts";
import { withFewTries } from "../with-few-tries.ts";
import { createCallApi } from "./call-api.ts";
import type { CatdvSettings } from "./catdv-settings.ts";
import { chooseByName, findClip, queryClips } from "./clips.ts";
import { API_PATH, findServer } from "./find-server.ts";
import { BUILT_IN_PROPERTIES, type FieldPlaces, readMetadata } from "./map.ts";
import { openCatalogue } from "./open-catalogue.ts";
import { patchClips } from "./patch-clips.ts";
import { createSeatFile } from "./seat-file.ts";
import { type SendContext, sendGraded, sendLog } from "./send-by-path.ts";
import { sendByUpload, type UploadContext } from "./send-by-upload.ts";
import { sendThumbnail } from "./send-thumbnail.ts";
import { createSession } from "./session.ts";
import { userFieldsKeyOf, wantedFields } from "./user-fields.ts";

export interface CatdvOptions extends CatdvSettings {
  /** The server's address, e.g. `https://catdv:8080`. */
  readonly api: string;
  /** The catalogue's name. */
  readonly project: string;
  /** A secret. */
  readonly password: string;
  readonly http: HttpClient;
  readonly retry?: RetryOptions | undefined;
  readonly insecure?: boolean | undefined;
  /** Where a seat is noted, so that it can be given back after a crash. */
  readonly stateFolder?: string | undefined;
  readonly warn?: ((warning: Warning) => void) | undefined;
}

type Connected = SendContext & UploadContext;

/** A person waits for `open`, so it does not wait all night. */
const OPEN_ATTEMPTS = 2;

/** Throws `config_invalid` for an address that is none, and for plain http to another machine. */
export function openCatdv(options: CatdvOptions): Destination {
  const { http, project, user, password, retry: how = {}, warn = () => undefined } = options;
  const root = requireAddress(options.api, {
    what: "The address of CatDV",
    hint: "Give the server's address, for example --api https://catdv:8080.",
    isInsecureAllowed: options.insecure ?? false,
    end: API_PATH,
  });
  const seat = createSeatFile(options.stateFolder, `${root} ${user}`);
  const session = createSession({ http, user, password, seat, retry: how });
  const wanted = wantedFields(options.fields);
  const hasLog = options.logField !== undefined && options.media === "path";
  let connected: Connected | undefined;
  let ids: ReadonlyMap<string, number> = new Map();

  const connect = async (signal: AbortSignal, tries: RetryOptions): Promise<Connected> => {
    if (connected) return connected;
    const server = await findServer(http, root, { signal, how: tries, version: options.serverVersion });
    const catalogue = await openCatalogue(
      createCallApi(server.base, { http, session, how: tries }),
      {
        name: project,
        fields: wanted,
        logField: hasLog ? options.logField : undefined,
        needsStores: options.media === "path",
      },
      signal,
    );
    if (catalogue.missing.length > 0) warn(missingFields(catalogue.missing));
    const { circled, inMarker } = options;
    const userFieldsKey = userFieldsKeyOf([], server.version);
    connected = {
      ...{ base: server.base, http, session, how },
      call: createCallApi(server.base, { http, session, how }),
      catalogueId: catalogue.id,
      apiVersion: server.version,
      fields: { identifiers: catalogue.identifiers, circled, hasInMarker: inMarker, userFieldsKey },
      media: { pairs: catalogue.pairs, roots: options.roots, folder: options.mediaFolder },
      logIdentifier: catalogue.logIdentifier,
    };
    return connected;
  };

  const list = async (signal: AbortSignal, tries: RetryOptions): Promise<ReadonlyMap<string, RemoteClip>> => {
    signal.throwIfAborted();
    const context = await connect(signal, tries);
    const call = createCallApi(context.base, { http, session, how: tries });
    const clips = await queryClips({ ...context, call }, [], signal);
    const userFieldsKey = userFieldsKeyOf(clips, context.apiVersion);
    const fields: FieldPlaces = { ...context.fields, userFieldsKey };
    connected = { ...context, fields };
    const chosen = chooseByName(clips, context.catalogueId);
    ids = new Map([...chosen].map(([name, { ID }]) => [name, ID]));
    return new Map([...chosen].map(([name, clip]) => [name, { name, metadata: readMetadata(clip, fields) }]));
  };

  return {
    label: `CatDV catalogue ${project} at ${new URL(root).origin}`,
    id: stateId("catdv", root, project),
    takes: {
      roles: ["graded", "thumbnail", ...(hasLog ? (["log"] as const) : [])],
      ale: false,
      fields: [...new Set([...BUILT_IN_PROPERTIES, ...wanted.keys()])],
      metadata: "after-graded",
      // An empty value may or may not take one out: no version says so.
      blanks: false,
      // A seat is for one caller at a time.
      filesAtOnce: 1,
    },
    open: (signal) => list(signal, withFewTries(how, OPEN_ATTEMPTS)),
    list: (signal) => list(signal, how),
    keyOf: fileKey,
    send: async (file, transfer) => {
      transfer.signal.throwIfAborted();
      const context = await connect(transfer.signal, how);
      if (file.role === "graded")
        return (options.media === "upload" ? sendByUpload : sendGraded)(file, transfer, context);
      if (file.role === "thumbnail") return sendThumbnail(file, transfer, context);
      if (file.role === "log" && context.logIdentifier !== undefined) return sendLog(file, transfer, context);
      throw new OdailiesError(
        "upload_failed",
        `CatDV has no place for the ${file.role} of ${file.clipName}.`,
        {
          hint: "Set log-field in [destinations.catdv] to the user field that is to hold where LOG files lie.",
          retryable: false,
        },
      );
    },
    patch: async (patches, signal) => {
      signal.throwIfAborted();
      if (patches.length === 0) return { patched: new Map(), refused: [], unsupported: new Map() };
      const context = await connect(signal, how);
      return patchClips(patches, { ...context, idOf: (name) => ids.get(name) }, signal);
    },
    ...(options.media === "upload" && {
      readiness: async ({ key }, signal) => {
        const found = await findClip(await connect(signal, how), nameOfKey(key), signal);
        return { state: found ? "ready" : "processing" };
      },
    }),
    close: () => session.close(),
  };
}

/** The name that `fileKey` made a key of. */
function nameOfKey(key: string): string {
  return key.slice(key.indexOf("/") + 1).replace(/\.[^.]*$/, "");
}

function missingFields(missing: readonly string[]): Warning {
  return {
    code: "metadata_unsupported",
    message: `CatDV has no user field ${missing.join(", ")} that may be edited: make it, or name another one in [destinations.catdv.fields].`,
  };
}
