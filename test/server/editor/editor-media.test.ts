import { copyFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { fromBase64, startEditorSource } from "../../support/editor-source.ts";
import { eventually, PROJECT } from "../../support/server-fixture.ts";

test("thumbnails show the picture that was uploaded, else the one that was made", async () => {
  const source = await startEditorSource({}, { thumbnailDelayMs: 60_000, makeThumbnail: copyFile });
  await source.addClip("A001");
  expect(fromBase64((await source.entryOf("A001")).thumbnail)).toBe("A001.jpg at undefined");
  expect(await source.files()).toContain("cache/thumbnails/P1/1/A001.jpg");
  await source.upload("_thumbnails/A001.jpg", "chosen");
  expect(fromBase64((await source.entryOf("A001")).thumbnail)).toBe("A001.jpg at undefined");
});

test("a thumbnail is of the picture that is shown at its time", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { id } = await source.entryOf("A001");
  for (const [time, seconds] of [
    ["0", 0],
    ["400000", 0.02],
    ["399999.6", 0.02],
    ["10000000", 0.98],
    ["399600000", 39.94],
    ["400000000", 39.94],
    ["999999999999", 39.94],
  ] as const) {
    const answer = await source.ask(`/thumbnail?id=${id}&time=${time}`);
    expect(answer.status).toBe(200);
    const body = JSON.parse(answer.text);
    expect(Object.keys(body)).toEqual(["data"]);
    const [, at] = /^A001\.mp4 at (.+)$/.exec(fromBase64(body.data)) ?? [];
    expect(Number(at), time).toBeCloseTo(seconds, 6);
  }
});

test("thumbnails are refused for times that are none", async () => {
  const source = await startEditorSource();
  await source.addClip("A001");
  const { id } = await source.entryOf("A001");
  for (const time of ["", "&time=-1", "&time=x", "&time=1e9", "&time=1&time=2", "&time=NaN"]) {
    expect((await source.ask(`/thumbnail?id=${id}${time}`)).status, time).toBe(400);
  }
  expect((await source.ask("/thumbnail?time=0")).status).toBe(404);
});

test("pictures are made two at a time, and once for each file", async () => {
  const release: (() => void)[] = [];
  const source = await startEditorSource({
    makePicture: () => new Promise((resolve) => release.push(() => resolve(Buffer.from("png")))),
  });
  for (const name of ["A001", "B001", "C001"]) await source.addClip(name);
  const idOf = (name: string) => Buffer.from(`${PROJECT}/${name}`).toString("base64url");
  const ask = (name: string) => source.ask(`/thumbnail?id=${idOf(name)}&time=0`);
  const answers = ["A001", "A001", "B001", "C001", "B001"].map(ask);
  await eventually(() => release.length === 2);
  expect((await source.list({ count: "0" })).total_count).toBe(3);
  expect(release).toHaveLength(2);
  for (let made = 0; made < 3; made++) (await eventually(() => release[made]))();
  expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(Array(5).fill('{"data":"cG5n"}'));
  expect(release).toHaveLength(3);
  await source.upload("_graded/A001.mp4", "another film");
  const anew = ask("A001");
  (await eventually(() => release[3]))();
  await anew;
});

test("a picture that cannot be made is a grey one, and is told of once", async () => {
  const source = await startEditorSource({
    makePicture: async () => {
      throw new Error("no picture in it");
    },
  });
  await source.addClip("B001");
  const { id } = await source.entryOf("B001");
  for (let time = 0; time < 2; time++) {
    const { data } = JSON.parse((await source.ask(`/thumbnail?id=${id}&time=0`)).text);
    expect(Buffer.from(data, "base64").subarray(1, 4).toString()).toBe("PNG");
  }
  expect(source.events.filter(({ type }) => type === "warning")).toEqual([
    {
      ...{ type: "warning", code: "thumbnail_failed", project: PROJECT, clip: "B001" },
      message: "No picture could be made of B001: no picture in it.",
    },
  ]);
});

test("thumbnails are data URLs where the editor wants them so", async () => {
  const source = await startEditorSource({ pictures: "data-url" });
  await source.addClip("A001");
  const { id, thumbnail } = await source.entryOf("A001");
  expect(thumbnail).toMatch(/^data:image\/png;base64,/);
  const { data } = JSON.parse((await source.ask(`/thumbnail?id=${id}&time=0`)).text);
  expect(data).toBe(`data:image/png;base64,${Buffer.from("A001.mp4 at 0").toString("base64")}`);
});
