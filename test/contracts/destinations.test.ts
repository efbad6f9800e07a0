import { describe, expect, test } from "vitest";
import type { Destination } from "../../src/destinations/destination.ts";
import { DESTINATION_KINDS } from "../../src/destinations/index.ts";
import { openKitsu } from "../../src/destinations/kitsu/open-kitsu.ts";
import { readOwn } from "../../src/destinations/kind.ts";
import { KITSU_SETTINGS } from "../../src/destinations/kitsu/kitsu-settings.ts";
import { openMemory } from "../../src/destinations/memory.ts";
import { openOdailies } from "../../src/destinations/odailies/open-odailies.ts";
import { catdvFolders, openTestCatdv } from "../support/catdv-destination.ts";
import { startCatdvServer } from "../support/catdv-server.ts";
import { type ContractSubject, DESTINATION_CONTRACT } from "../support/destination-contract.ts";
import { editorDestination } from "../support/editor-destination.ts";
import { startEditorServer } from "../support/editor-server.ts";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { QUICK_RETRY, testClient } from "../support/net-client.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";

const odailies = (apiVersion: "auto" | "v1" | "v2") => async () => {
  const { api, project, token } = await startOdailiesServer();
  return openOdailies({
    api,
    project,
    token,
    apiVersion,
    http: testClient(),
    retry: { policy: QUICK_RETRY },
  });
};

/** The library on this machine is the embedded server, and no other speaks as it does. */
async function local(): Promise<Destination> {
  const { url: api, token } = await startTestServer();
  const place = { api, project: PROJECT, token, apiVersion: "auto", name: "local" } as const;
  return openOdailies({ ...place, http: testClient(), retry: { policy: QUICK_RETRY } });
}

const kitsu = (isOld: boolean) => async () => {
  const { url: api, project, botToken: token, switches } = await startKitsuServer();
  switches.isOld = isOld;
  const own = readOwn(KITSU_SETTINGS);
  return openKitsu({
    ...{ api, project: project.name, token, own },
    http: testClient(),
    retry: { policy: QUICK_RETRY },
  });
};

const catdv = (apiVersion: number) => async () =>
  openTestCatdv(await startCatdvServer({ apiVersion }), await catdvFolders());

const html5Editor = async () => editorDestination(await startEditorServer());

const DESTINATIONS: readonly ({ readonly title: string } & ContractSubject)[] = [
  { title: "memory", create: async () => openMemory(), saysWhatIsMissing: true },
  { title: "odailies, both versions", create: odailies("auto"), saysWhatIsMissing: true },
  { title: "odailies, v1", create: odailies("v1"), saysWhatIsMissing: false },
  { title: "odailies, v2", create: odailies("v2"), saysWhatIsMissing: true },
  { title: "local", create: local, saysWhatIsMissing: true },
  { title: "kitsu, today's server", create: kitsu(false), saysWhatIsMissing: true },
  { title: "kitsu, an older server", create: kitsu(true), saysWhatIsMissing: true },
  { title: "catdv, fields", create: catdv(9), saysWhatIsMissing: true, awaitsGraded: true },
  { title: "catdv, userFields", create: catdv(7), saysWhatIsMissing: true, awaitsGraded: true },
  { title: "html5-editor", create: html5Editor, saysWhatIsMissing: false },
];

test("every kind of destination keeps this contract", () => {
  const kept = new Set(DESTINATIONS.map(({ title }) => title.split(",")[0]));
  for (const { name } of DESTINATION_KINDS) expect(kept).toContain(name);
});

describe.each(DESTINATIONS)("$title", (subject) => {
  test.each(Object.entries(DESTINATION_CONTRACT))("%s", async (_name, check) => {
    expect(await check(subject)).toBeUndefined();
  });
});
