// The library on this machine as a destination: its server is started for the run, and ends with it.
import { createHash } from "node:crypto";
import { access } from "node:fs/promises";
import type { UserFolders } from "../config/user-folders.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import type { Destination } from "../destinations/destination.ts";
import { createDestination, type DestinationKind } from "../destinations/kind.ts";
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import { findMediaTools } from "../media/find-media-tools.ts";
import type { ChosenDestination, ChosenFor } from "./chosen-destination.ts";
import { closingAlso, createClient, patient } from "./connect.ts";
import type { RunningServer } from "../server/start-server.ts";
import { readStored } from "./read-stored.ts";

/** The library's project that is meant, also where none is named. */
export function libraryProject({ project }: Pick<ResolvedConfig["config"], "project">): string {
  return project ?? "dailies";
}

const BWLIMIT_UNUSED = {
  code: "bwlimit_unused",
  message: "The library is on this machine and takes nothing from the uplink, so --bwlimit is not applied.",
} as const;

export function chooseLibrary(
  kind: DestinationKind,
  { resolved, streams }: ChosenFor,
  folders: UserFolders,
): ChosenDestination {
  const { config } = resolved;
  const project = libraryProject(config);
  const place = digits(folders.library);
  const id = `local-${place}-${digits(project)}`;
  const label = `the local library, project ${project}`;
  const open: DestinationToOpen["open"] = async (warn) => {
    const { ffmpeg, ffprobe } = config;
    // A server that most runs do without: ten megabytes less to hold.
    const { startLibrary } = await import("./start-library.ts");
    const server = await startLibrary(folders, () => findMediaTools({ ffmpeg, ffprobe }), {});
    const token = await orClose(server, () => {
      const rights = { read: true, write: true, upload: true };
      return server.createToken({ label: "ingest", ...rights, project, untilClose: true });
    });
    streams.addSecret(token);
    const http = createClient(config, undefined);
    const { apiVersion } = config;
    const settings = {
      api: server.url,
      project,
      token,
      apiVersion,
      http,
      label,
      id,
      warn,
      retry: patient(warn),
    };
    const destination: Destination = {
      ...createDestination(kind, settings),
      readBack: (key, signal) => readStored(folders.library, project, key, signal),
    };
    return closingAlso(destination, [() => http.close(), () => server.close()]);
  };
  return {
    kind,
    toOpen: { label, id, open, isEmpty: () => isAbsent(folders.library) },
    whenDone: whenDone(resolved),
    warnings: config.bwlimit === undefined ? [] : [BWLIMIT_UNUSED],
  };
}

/** A server that nobody closes keeps the program from ending. */
async function orClose<Result>(server: RunningServer, work: () => Result): Promise<Result> {
  try {
    return work();
  } catch (error) {
    await server.close();
    throw error;
  }
}

function whenDone({ config }: ResolvedConfig): string {
  const library = config.library === undefined ? "" : ` --library ${config.library}`;
  return `odailies serve${library} shows them.`;
}

function isAbsent(folder: string): Promise<boolean> {
  return access(folder).then(
    () => false,
    () => true,
  );
}

function digits(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
