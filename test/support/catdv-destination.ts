// CatDV as a destination of a test: proxies by path into a temporary folder, a user field for every property.
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import { type CatdvOptions, openCatdv } from "../../src/destinations/catdv/open-catdv.ts";
import { METADATA_PROPERTY_NAMES } from "../../src/domain/metadata.ts";
import { type CatdvServer, type CatdvServerOptions, startCatdvServer } from "./catdv-server.ts";
import { never, QUICK_RETRY, testClient } from "./net-client.ts";
import { tempFolder } from "./temp-folder.ts";

/** What CatDV has a field of its own for, and what goes into user fields here. */
const OWN = new Set(["reelName", "description", "circled", "rating", "inPoint", "timecode", "date"]);
const USER_FIELDS = METADATA_PROPERTY_NAMES.filter((property) => !OWN.has(property));

export interface CatdvFolders {
  readonly mediaFolder: string;
  readonly stateFolder: string;
}

export async function catdvFolders(): Promise<CatdvFolders> {
  const folder = await tempFolder();
  const mediaFolder = join(folder, "proxies");
  await mkdir(mediaFolder);
  return { mediaFolder, stateFolder: join(folder, "state") };
}

export function openTestCatdv(
  server: CatdvServer,
  folders: CatdvFolders,
  overrides: Partial<CatdvOptions> = {},
): Destination {
  const { api, catalogue: project, user, password } = server;
  server.catalogues.fieldDefinitions = [
    ...USER_FIELDS.map((name) => ({ identifier: `dailies.${name}`, name, isEditable: true })),
    { identifier: "dailies.log", name: "LOG file", isEditable: true },
  ];
  return openCatdv({
    api,
    project,
    user,
    password,
    http: testClient(),
    retry: { policy: QUICK_RETRY, wait: () => Promise.resolve() },
    media: "path",
    roots: {},
    fields: Object.fromEntries(USER_FIELDS.map((property) => [property, `dailies.${property}`])),
    circled: "marked",
    inMarker: false,
    serverVersion: undefined,
    logField: "LOG file",
    ...folders,
    ...overrides,
  });
}

/** Open, at a server of its own; closed after the test. */
export async function openedCatdv(
  overrides: Partial<CatdvOptions> = {},
  serverOptions: CatdvServerOptions = {},
): Promise<{
  readonly server: CatdvServer;
  readonly folders: CatdvFolders;
  readonly destination: Destination;
}> {
  const server = await startCatdvServer(serverOptions);
  const folders = await catdvFolders();
  const destination = openTestCatdv(server, folders, overrides);
  onTestFinished(() => destination.close());
  await destination.open(never);
  return { server, folders, destination };
}

/** As it looks on disk after the process that wrote it has died, whoever held a seat: no process has this number. */
export async function dieHolding({ stateFolder }: CatdvFolders): Promise<void> {
  const names = await readdir(stateFolder).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    const path = join(stateFolder, name);
    const seat = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify({ ...seat, pid: DEAD_PID }));
    await rename(path, path.replace(`-${process.pid}-`, `-${DEAD_PID}-`));
  }
}

const DEAD_PID = 2 ** 30;
