// Kitsu as a destination: a clip is a shot whose graded file is the preview of a task.
import type { RemoteClip } from "../../domain/delivery.ts";
import type { Warning } from "../../domain/warning.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { RetryOptions } from "../../net/retry.ts";
import type { Destination } from "../destination.ts";
import { fileKey } from "../file-key.ts";
import { stateId } from "../state-id.ts";
import { requireBase } from "./address.ts";
import { ROWS, type WireShot } from "./api.ts";
import { createApi } from "./call-api.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import type { KitsuSettings } from "./kitsu-settings.ts";
import { isDelivered, KITSU_FIELDS, readShot } from "./map.ts";
import { listShots, openProject } from "./open-project.ts";
import { patchShots } from "./patch-shots.ts";
import { getPreview } from "./require-preview.ts";
import { brokenReason, sendFile } from "./send-file.ts";
import { openSession } from "./session.ts";
import { createTurns } from "./turns.ts";
import { withFewTries } from "../with-few-tries.ts";

export interface KitsuOptions {
  /** The address that Kitsu opens with in a browser, or Zou's own. */
  readonly api: string;
  /** Its name as Kitsu shows it, or its id. */
  readonly project: string;
  /** A bot's token, or what `odailies login` keeps of a person. */
  readonly token: string;
  readonly own: KitsuSettings;
  readonly http: HttpClient;
  readonly retry?: RetryOptions | undefined;
  readonly insecure?: boolean | undefined;
  readonly warn?: ((warning: Warning) => void) | undefined;
}

/** A person waits for `open`, so it does not wait all night. */
const OPEN_ATTEMPTS = 2;
/** Zou works on each for as long as it plays. */
const FILES_AT_ONCE = 2;

/** Throws `config_invalid` for an impossible address, and for plain http to another machine. */
export function openKitsu(options: KitsuOptions): Destination {
  const { project, token, own, http, retry: how = {}, insecure = false, warn = () => undefined } = options;
  const base = requireBase(options.api, insecure);
  const { host } = new URL(base);
  const api = createApi({ address: base, project, session: openSession(token, http), http });
  const warned = new Set<string>();
  const warnOnce = (warning: Warning) => {
    if (warned.has(warning.message)) return;
    warned.add(warning.message);
    warn(warning);
  };
  const inTurn = createTurns();
  let opened: KitsuLink | undefined;

  const open = async (signal: AbortSignal, patience: RetryOptions): Promise<KitsuLink> => {
    const found = await openProject(api, project, signal, patience);
    const shots = await listShots(api, found.row.id, signal, patience);
    const kept = { sequences: new Map<string, string>(), claimed: new Set<string>() };
    opened ??= { api, retry: how, own, project: found, shots, ...kept, inTurn, warnOnce };
    takeShots(opened, shots);
    return opened;
  };
  const link = (signal: AbortSignal) => (opened ? Promise.resolve(opened) : open(signal, how));
  const list = async (signal: AbortSignal) => {
    if (!opened) return clipsOf((await open(signal, how)).shots);
    const before = [...opened.shots.keys()];
    const listed = await listShots(api, opened.project.row.id, signal, how);
    // Somebody has deleted it there; what was made since the listing began stays.
    for (const name of before) if (!listed.has(name)) opened.shots.delete(name);
    takeShots(opened, listed);
    return clipsOf(opened.shots);
  };

  return {
    label: `Kitsu project ${project} at ${host}`,
    id: stateId("kitsu", base, project),
    takes: {
      ...{
        roles: ["graded", "log", "thumbnail"],
        ale: false,
        fields: KITSU_FIELDS,
        metadata: "after-graded",
      },
      ...{ blanks: true, filesAtOnce: FILES_AT_ONCE },
    },
    open: async (signal) => {
      signal.throwIfAborted();
      return clipsOf((await open(signal, withFewTries(how, OPEN_ATTEMPTS))).shots);
    },
    list: async (signal) => {
      signal.throwIfAborted();
      return list(signal);
    },
    isGetSure: () => true,
    get: async (name, signal) => {
      const { project } = await link(signal);
      // The server takes the name for a pattern, which the name itself always fits.
      const query = { project_id: project.row.id, name };
      const purpose = { deed: `show the shot ${name}`, needs: "artist", signal } as const;
      const few = { api, retry: withFewTries(how, OPEN_ATTEMPTS) };
      const ask = { method: "GET", path: "/data/shots/all", query, shape: ROWS.shots, ...purpose } as const;
      const rows = (await callKitsu(few, ask)) ?? [];
      const shot = rows.find((each) => each.name === name && isDelivered(each));
      return shot && readShot(shot);
    },
    keyOf: fileKey,
    send: async (file, transfer) => sendFile(file, transfer, await link(transfer.signal)),
    patch: async (patches, signal) => {
      signal.throwIfAborted();
      const now = await link(signal);
      // Another machine may have made them since.
      if (patches.some(({ name }) => !now.shots.has(name))) await list(signal);
      return patchShots(patches, now, signal);
    },
    readiness: async ({ etag }, signal) => {
      const preview = etag === undefined ? undefined : await getPreview(etag, { api, retry: how }, signal);
      if (preview?.status === "ready" || preview?.status === "processing") return { state: preview.status };
      return { state: "broken", reason: brokenReason(preview) };
    },
    // The HTTP client belongs to whoever made it, and a login outlives the run.
    close: async () => {},
  };
}

function takeShots({ shots }: KitsuLink, listed: ReadonlyMap<string, WireShot>): void {
  for (const [name, shot] of listed) shots.set(name, shot);
}

function clipsOf(shots: ReadonlyMap<string, WireShot>): ReadonlyMap<string, RemoteClip> {
  const delivered = [...shots.values()].filter(isDelivered);
  return new Map(delivered.map((shot) => [shot.name, readShot(shot)]));
}
