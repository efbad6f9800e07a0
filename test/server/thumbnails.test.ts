import { readFile, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { openLibrary } from "../../src/server/library/open-library.ts";
import { removeClip } from "../../src/server/library/remove-clip.ts";
import { startThumbnails } from "../../src/server/thumbnails.ts";
import { eventually, PROJECT, startTestServer } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

const picture = (name: string) => `/media/${PROJECT}/_thumbnails/${encodeURIComponent(name)}.jpg`;

/** Stands in for FFmpeg: the "picture" tells which video it was made of. */
function still() {
  const made: string[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const makeThumbnail = async (video: string, target: string) => {
    mostAtOnce = Math.max(mostAtOnce, ++running);
    const content = await readFile(video, "utf8");
    made.push(content);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    if (content === "broken") throw new Error("No frame could be decoded.");
    await writeFile(target, `still of ${content}`, { flag: "wx" });
  };
  return { made, makeThumbnail, mostAtOnce: () => mostAtOnce };
}

test("a middle frame is made soon after a graded file has come", async () => {
  const { made, makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail });
  await server.upload("_graded/A001.mp4", "video");
  await eventually(() => made.length === 1 || undefined);
  const answer = await server.call("GET", picture("A001"));
  expect([answer.status, answer.text]).toEqual([200, "still of video"]);
  expect(answer.headers["content-type"]).toBe("image/jpeg");
  expect(made).toEqual(["video"]);
});

test("an uploaded picture wins, before and after", async () => {
  const { made, makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 200 });
  await server.upload("_graded/A001.mp4", "video");
  await server.upload("_thumbnails/A001.jpg", "chosen");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await server.call("GET", picture("A001"))).text).toBe("chosen");
  expect(made).toEqual([]);
});

test("a picture asked for before it is there is made once, and one at a time", async () => {
  const { made, makeThumbnail, mostAtOnce } = still();
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 60_000 });
  for (const name of ["A", "B", "C"]) await server.upload(`_graded/${name}.mp4`, name);
  const asked = ["A", "A", "B", "C", "B"];
  const answers = await Promise.all(asked.map((name) => server.call("GET", picture(name))));
  expect(answers.map((answer) => answer.text)).toEqual(asked.map((name) => `still of ${name}`));
  expect(made.sort()).toEqual(["A", "B", "C"]);
  expect(mostAtOnce()).toBe(1);
});

test("a replaced video gets a new picture", async () => {
  const { makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail });
  await server.upload("_graded/A001.mp4", "first");
  expect((await server.call("GET", picture("A001"))).text).toBe("still of first");
  await server.upload("_graded/A001.mp4", "second");
  expect((await server.call("GET", picture("A001"))).text).toBe("still of second");
});

test("a video without a picture is told once and shown as such", async () => {
  const { made, makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 60_000 });
  await server.upload("_graded/A001.mp4", "broken");
  for (let times = 0; times < 2; times++) {
    const answer = await server.call("GET", picture("A001"));
    expect([answer.status, answer.headers["content-type"]]).toEqual([404, "image/svg+xml"]);
  }
  expect(made).toHaveLength(1);
  expect(server.events.filter((event) => event.type === "warning")).toEqual([
    {
      type: "warning",
      code: "thumbnail_failed",
      message: "No thumbnail could be made of A001: No frame could be decoded.",
      project: PROJECT,
      clip: "A001",
    },
  ]);
});

test("a clip that comes in place of a removed one without a picture gets its own", async () => {
  const { made, makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 60_000 });
  await server.upload("_graded/A001.mp4", "broken");
  expect((await server.call("GET", picture("A001"))).status).toBe(404);
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  removeClip(library, PROJECT, "A001");
  await server.upload("_graded/A001.mp4", "video");
  expect((await server.call("GET", picture("A001"))).text).toBe("still of video");
  expect(made).toEqual(["broken", "video"]);
});

/** A server whose first picture waits, while its clip is removed, until it is let go. */
async function startWithRemovedClip(end: "well" | "badly") {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let letGo = () => {};
  const mayEnd = new Promise<void>((resolve) => (letGo = resolve));
  const makeThumbnail = async (video: string, target: string) => {
    const content = await readFile(video, "utf8");
    begin();
    await mayEnd;
    if (content === "first" && end === "badly") throw new Error("The file is gone.");
    await writeFile(target, `still of ${content}`, { flag: "wx" });
  };
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 60_000 });
  await server.upload("_graded/A001.mp4", "first");
  const asked = server.call("GET", picture("A001"));
  await begun;
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  removeClip(library, PROJECT, "A001");
  return { server, asked, letGo };
}

test("a picture that is still being made of a removed clip is not shown for the one that comes in its place", async () => {
  const { server, asked, letGo } = await startWithRemovedClip("well");
  await server.upload("_graded/A001.mp4", "second");
  letGo();
  expect((await asked).text).toBe("still of second");
  expect((await server.call("GET", picture("A001"))).text).toBe("still of second");
});

test.each(["well", "badly"] as const)(
  "a picture of a clip that was removed meanwhile leaves nothing and is no trouble, ends it %s",
  async (end) => {
    const { server, asked, letGo } = await startWithRemovedClip(end);
    letGo();
    expect((await asked).status).toBe(404);
    expect(await server.files()).toEqual([]);
    expect(server.events.filter((event) => event.type === "warning")).toEqual([]);
  },
);

test("closing drops what waits and leaves no half picture", async () => {
  const { made, makeThumbnail } = still();
  const server = await startTestServer({ makeThumbnail, thumbnailDelayMs: 20 });
  await server.upload("_graded/A001.mp4", "video");
  await server.close();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(made).toEqual([]);
  expect(await server.files()).toEqual(["projects/P1/_graded/A001.mp4"]);
});

test("a picture that is due while the library cannot be read ends no server", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const library = openLibrary(await tempFolder());
  onTestFinished(() => library.close());
  const { made, makeThumbnail } = still();
  const thumbnails = startThumbnails({ library, makeThumbnail, emit: () => {}, delayMs: 10 });
  library.database.exec("ALTER TABLE uploads RENAME TO elsewhere");
  thumbnails.makeSoon(PROJECT, "A001");
  await vi.advanceTimersByTimeAsync(10);
  // A rejection that nobody handles fails the whole run.
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toEqual([]);
});
