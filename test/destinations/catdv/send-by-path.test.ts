import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { OutgoingClip, OutgoingFile } from "../../../src/domain/delivery.ts";
import { catdvFolders, openedCatdv, openTestCatdv } from "../../support/catdv-destination.ts";
import { startCatdvServer } from "../../support/catdv-server.ts";
import { never, rejection } from "../../support/net-client.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const CLIP: OutgoingClip = {
  metadata: { timecode: "01:00:00:00", scene: "22", circled: true, date: "20220901", reelName: "A001" },
  source: "/Volumes/CARD/A001/A001C001.mov",
  picture: { frameRate: { num: 24_000, den: 1001 }, width: 1280, height: 720, frameCount: 72 },
  seconds: 3.003,
};
const described = (file: OutgoingFile, clip: Partial<OutgoingClip> = {}): OutgoingFile => ({
  ...file,
  describe: async () => ({ ...CLIP, ...clip }),
});

test("a clip is entered with its times and its media, once its proxy lies there", async () => {
  const { server, folders, destination } = await openedCatdv();
  const bytes = testBytes(70_000);
  await destination.send(described(await outgoingFile(bytes)), transfer());
  const path = join(folders.mediaFolder, "_graded/A001C001.mp4");
  expect((await readFile(path)).equals(bytes)).toBe(true);
  expect(server.catalogues.clips).toEqual([
    expect.objectContaining({
      catalogID: 27,
      type: "clip",
      name: "A001C001",
      clipref: expect.stringMatching(/^odailies-[0-9a-f]{20}$/),
      format: "H.264 1280x720",
      in: { fmt: 2398, secs: 3603.6 },
      out: { fmt: 2398, secs: 3606.603 },
      media: expect.objectContaining({
        filePath: path,
        fileSize: 70_000,
        videoFormat: "H.264 (1280x720 23.976)",
        aspectRatio: 1280 / 720,
      }),
    }),
  ]);
  await destination.patch([{ name: "A001C001", metadata: CLIP.metadata }], never);
  expect((await destination.list(never)).get("A001C001")?.metadata).toEqual(CLIP.metadata);
});

test.each([7, 9])(
  "a second delivery changes nothing in version %i: the history stays quiet",
  async (apiVersion) => {
    const { server, destination } = await openedCatdv({}, { apiVersion });
    const file = described(await outgoingFile(testBytes(50)));
    for (let times = 0; times < 2; times += 1) {
      await destination.send(file, transfer());
      await destination.patch([{ name: "A001C001", metadata: CLIP.metadata }], never);
    }
    expect(server.requests.filter((each) => /^(?:POST|PUT) \/clips/.test(each))).toEqual([
      "POST /clips",
      expect.stringMatching(/^PUT/),
    ]);
    expect(server.catalogues.clips[0]?.["history"]).toHaveLength(2);
  },
);

describe("with media stores", () => {
  async function withStores() {
    const root = await tempFolder();
    const [hires, proxy] = [join(root, "HIRES"), join(root, "Proxy")];
    const source = join(hires, "Day 01/A001/A001C001.mov");
    await mkdir(dirname(source), { recursive: true });
    await mkdir(proxy);
    await writeFile(source, testBytes(900));
    const paths = [
      { path: hires, pathOrder: 1, pathType: { mediaType: "hires", target: null } },
      { path: proxy, pathOrder: 1, pathType: { mediaType: "proxy", target: "web" } },
    ];
    return { source, proxy, stores: [{ ID: 1, name: "A", paths }] };
  }

  test("CatDV is told of the camera file, and the proxy lies where it leads", async () => {
    const { source, proxy, stores } = await withStores();
    const { server, destination } = await openedCatdv({}, { stores });
    const bytes = testBytes(80);
    await destination.send(described(await outgoingFile(bytes), { source }), transfer());
    expect((await readFile(join(proxy, "Day 01/A001/A001C001.mp4"))).equals(bytes)).toBe(true);
    expect(server.catalogues.clips[0]?.["media"]).toMatchObject({ filePath: source, fileSize: 900 });
    const log = described(await outgoingFile(testBytes(90), { role: "log" }), { source });
    await destination.send(log, transfer());
    const logPath = join(proxy, "Day 01/A001/A001C001_log.mp4");
    expect((await readFile(logPath)).equals(testBytes(90))).toBe(true);
    expect(server.catalogues.clips[0]?.["fields"]).toMatchObject({ "dailies.log": logPath });
  });

  test("a volume that is not mounted is not made up", async () => {
    const { source, proxy, stores } = await withStores();
    await rm(proxy, { recursive: true });
    const { server, destination } = await openedCatdv({}, { stores });
    const sending = destination.send(described(await outgoingFile(testBytes(80)), { source }), transfer());
    expect(await rejection(sending)).toMatchObject({
      code: "destination_unreachable",
      message: `CatDV's folder for proxies, ${proxy}, is not there.`,
    });
    expect(server.catalogues.clips).toEqual([]);
  });
});

test("a clip that somebody made of the same media is taken over, another's is left alone", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders());
  const media = { filePath: "/elsewhere.mov", fileSize: 1 };
  server.catalogues.create({ catalogID: 27, name: "B", clipref: "theirs-1", media });
  server.catalogues.create({ catalogID: 27, name: "A001C001", notes: "typed" });
  expect([...(await destination.open(never)).keys()]).toEqual(["A001C001"]);
  await destination.send(await outgoingFile(testBytes(50)), transfer());
  await destination.send(await outgoingFile(testBytes(50), { clipName: "B" }), transfer());
  const [theirs, adopted, ours] = server.catalogues.clips;
  expect([theirs?.["clipref"], theirs?.["media"]]).toEqual(["theirs-1", expect.objectContaining(media)]);
  expect(adopted).toMatchObject({ notes: "typed", clipref: expect.stringMatching(/^odailies-/) });
  expect(ours).toMatchObject({ name: "B", clipref: expect.stringMatching(/^odailies-/) });
  expect(server.catalogues.clips).toHaveLength(3);
  await destination.close();
});

test("names that differ only in case, or that are made of the query's own signs, never meet", async () => {
  const { destination } = await openedCatdv();
  const names = ["A001c001", "A001C001", "A (1)~", "A ~281~29~7E", "((catalog.ID)eq(28))"];
  for (const clipName of names)
    await destination.send(await outgoingFile(testBytes(9), { clipName }), transfer());
  for (const [i, name] of names.entries())
    await destination.patch([{ name, metadata: { scene: String(i) } }], never);
  const listed = await destination.list(never);
  expect(names.map((name) => listed.get(name)?.metadata.scene)).toEqual(["0", "1", "2", "3", "4"]);
});

test("an answer to a new clip that is lost makes no second clip", async () => {
  const { server, destination } = await openedCatdv();
  server.fail(/POST \/clips/, { loseAnswer: true });
  await destination.send(await outgoingFile(testBytes(50)), transfer());
  expect(server.catalogues.clips).toHaveLength(1);
});

test("what CatDV refuses is said in its own words", async () => {
  const { server, destination } = await openedCatdv();
  server.fail(/POST \/clips/, {
    envelope: { status: "ERROR", errorMessage: "Disk quota of catalog reached" },
  });
  expect(await rejection(destination.send(await outgoingFile(testBytes(50)), transfer()))).toMatchObject({
    code: "upload_failed",
    message: "CatDV refuses a new clip (ERROR): Disk quota of catalog reached",
  });
  server.fail(/POST \/clips/, { page: "java.lang.NullPointerException", status: 500 }, 9);
  expect(await rejection(destination.send(await outgoingFile(testBytes(50)), transfer()))).toMatchObject({
    code: "destination_unreachable",
    message: expect.stringContaining("(500). It says: java.lang.NullPointerException"),
  });
});

test("a clip whose media CatDV keeps elsewhere is no success", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders());
  server.catalogues.create({ catalogID: 27, name: "A001C001", media: { filePath: "/old.mov", fileSize: 1 } });
  await destination.open(never);
  expect(await rejection(destination.send(await outgoingFile(testBytes(50)), transfer()))).toMatchObject({
    code: "upload_failed",
    message: "CatDV goes on looking for A001C001 at /old.mov.",
  });
  await destination.close();
});
