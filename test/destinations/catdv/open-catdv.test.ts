import { expect, test } from "vitest";
import type { Warning } from "../../../src/domain/warning.ts";
import { catdvFolders, openedCatdv, openTestCatdv } from "../../support/catdv-destination.ts";
import { startCatdvServer } from "../../support/catdv-server.ts";
import { keptTransfers } from "../../support/catdv-transfer.ts";
import { never, rejection } from "../../support/net-client.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), testBytes(500)]);

test("a catalogue is found by its exact name, and must be one that may be written", async () => {
  const server = await startCatdvServer();
  const open = async (project: string) => {
    const destination = openTestCatdv(server, await catdvFolders(), { project });
    const error = await rejection(destination.open(never));
    await destination.close();
    return error;
  };
  expect(await open("northern lights")).toMatchObject({ code: "project_not_found" });
  expect(await open("Archive")).toMatchObject({ code: "permission_missing" });
  server.catalogues.list.push({ ID: 29, name: "Northern Lights", groupID: 1, readOnly: false });
  expect(await open("Northern Lights")).toMatchObject({ code: "project_not_found" });
  expect(server.seats.taken).toBe(0);
});

test.each([/\/info$/, /\/session\/key$/, /POST \/session$/, /\/catalogs$/, /GET \/clips$/])(
  "a person who waits for it to open waits for two tries at %s",
  async (match) => {
    const server = await startCatdvServer();
    const destination = openTestCatdv(server, await catdvFolders());
    server.fail(match, { page: "down", status: 503 }, 100);
    expect(await rejection(destination.open(never))).toMatchObject({ code: "destination_unreachable" });
    expect(server.requests.filter((each) => match.test(each))).toHaveLength(2);
    server.heal();
    await destination.close();
  },
);

test("fields that are not there are named, and their values reported as unsupported", async () => {
  const server = await startCatdvServer();
  const warnings: Warning[] = [];
  const destination = openTestCatdv(server, await catdvFolders(), {
    fields: { scene: "dailies.scene", take: "dailies.take", lens: "Glass" },
    logField: undefined,
    warn: (warning) => warnings.push(warning),
  });
  server.catalogues.fieldDefinitions = [
    { identifier: "dailies.scene", name: "Scene", isEditable: true },
    { identifier: "dailies.take", name: "Take", isEditable: false },
  ];
  await destination.open(never);
  expect(warnings).toEqual([
    {
      code: "metadata_unsupported",
      message: expect.stringContaining("no user field Shot, dailies.take, Glass that"),
    },
  ]);
  expect(destination.takes.fields).toContain("lens");
  await destination.send(await outgoingFile(testBytes(5)), transfer());
  const metadata = { scene: "1", take: "2", lens: "32" };
  const report = await destination.patch([{ name: "A001C001", metadata }], never);
  expect(report.patched.get("A001C001")).toEqual({ scene: "1" });
  expect(report.unsupported.get("A001C001")).toEqual(["take", "lens"]);
  await destination.close();
});

test("a change that somebody else made between reading and writing is read again, once", async () => {
  const { server, destination } = await openedCatdv({ inMarker: true });
  const clip = { metadata: { timecode: "01:00:00:00", fps: 25, duration: 10 }, source: "/card/a.mov" };
  await destination.send({ ...(await outgoingFile(testBytes(5))), describe: async () => clip }, transfer());
  const theirs = { name: "Boom", category: "Fault", in: { fmt: 25, secs: 3605 } };
  server.catalogues.change(server.catalogues.clips[0]?.ID ?? 0, { markers: [theirs] });
  server.catalogues.interferences = 1;
  const patch = [{ name: "A001C001", metadata: { inPoint: 2 } }];
  expect((await destination.patch(patch, never)).patched.size).toBe(1);
  expect(server.catalogues.clips[0]?.["markers"]).toEqual([
    theirs,
    { name: "In", category: "Event", in: { fmt: 25, secs: 3602 } },
  ]);
  server.catalogues.interferences = 2;
  const again = await destination.patch([{ name: "A001C001", metadata: { inPoint: 3 } }], never);
  expect(again.refused).toEqual([
    { name: "A001C001", message: "CatDV refuses changes of A001C001 (MODIFIED): The clip has been modified" },
  ]);
});

test("a clip that nobody may change costs no other its values", async () => {
  const { server, destination } = await openedCatdv();
  for (const clipName of ["A", "B"])
    await destination.send(await outgoingFile(testBytes(5), { clipName }), transfer());
  server.catalogues.locked.add("A");
  const metadata = { scene: "1" };
  const report = await destination.patch(
    ["A", "GONE", "B"].map((name) => ({ name, metadata })),
    never,
  );
  expect(report.refused.map(({ name }) => name)).toEqual(["A", "GONE"]);
  expect([...report.patched.keys()]).toEqual(["B"]);
});

test("a catalogue of many pages is read whole, and never one that is not ours", async () => {
  const server = await startCatdvServer();
  for (let i = 0; i < 450; i += 1) server.catalogues.create({ catalogID: 27, name: `A${i}` });
  server.catalogues.list.push({ ID: 30, name: "Other", groupID: 1, readOnly: false });
  server.catalogues.create({ catalogID: 30, name: "NOT OURS" });
  const destination = openTestCatdv(server, await catdvFolders());
  const clips = await destination.open(never);
  expect([clips.size, clips.has("NOT OURS")]).toEqual([450, false]);
  expect(server.requests.filter((each) => each === "GET /clips")).toHaveLength(3);
  await destination.close();
});

test("a thumbnail becomes the poster, once, and beside those that are there", async () => {
  const { server, destination } = await openedCatdv();
  await destination.send(await outgoingFile(testBytes(5)), transfer());
  const [clip] = server.catalogues.clips;
  server.catalogues.addThumbnail(Number(clip?.["sourceMediaID"]), { image: JPEG.toString("base64url") });
  const [theirs = 0] = server.catalogues.thumbnails.keys();
  server.catalogues.change(clip?.ID ?? 0, { thumbnailIDs: [theirs], posterID: theirs });
  const file = await outgoingFile(JPEG, { role: "thumbnail" });
  const transfers = keptTransfers();
  server.fail(/PUT \/clips/, { envelope: { status: "ERROR", errorMessage: "busy" } });
  await rejection(destination.send(file, transfers.next()));
  await destination.send(file, transfers.next());
  await destination.send(file, transfers.next());
  // Each time once, to see what it holds before it is changed.
  expect(server.requests.filter((each) => /^GET \/clips\/\d+$/.test(each))).toHaveLength(3);
  const ours = [...server.catalogues.thumbnails.keys()].filter((id) => id !== theirs);
  expect(ours).toHaveLength(1);
  expect(clip).toMatchObject({ posterID: ours[0], thumbnailIds: [theirs, ours[0]] });
  expect(server.catalogues.thumbnails.get(ours[0] ?? 0)?.bytes).toBe(JPEG.length);
});

test.each(["thumbnail", "log"] as const)("a %s without its clip waits for it", async (role) => {
  const { destination } = await openedCatdv();
  const sending = destination.send(await outgoingFile(JPEG, { role }), transfer());
  expect(await rejection(sending)).toMatchObject({ code: "graded_missing" });
});

test("LOG files are wanted only where a field holds where they lie", async () => {
  const server = await startCatdvServer();
  const rolesWith = async (overrides: object) =>
    openTestCatdv(server, await catdvFolders(), overrides).takes.roles;
  expect(await rolesWith({})).toEqual(["graded", "thumbnail", "log"]);
  expect(await rolesWith({ logField: undefined })).toEqual(["graded", "thumbnail"]);
  expect(await rolesWith({ media: "upload" })).toEqual(["graded", "thumbnail"]);
});
