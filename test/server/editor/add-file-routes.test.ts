import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PROJECT } from "../../support/server-fixture.ts";
import { startEditorSource } from "../../support/editor-source.ts";

const SLATE = { scene: "22", shot: "4", take: "1", circled: true };

describe("fetchFileUrl", () => {
  test("gives exactly the fields that are published", async () => {
    const source = await startEditorSource();
    await source.addClip("A001C001_220901_R3CK", SLATE);
    const { id } = await source.entryOf("A001C001_220901_R3CK");
    const answer = await source.ask(`/file/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    const { previewUrl, thumbnail, ...rest } = JSON.parse(answer.text);
    expect(rest).toEqual({
      ...{ id, name: "22/4-1* A001C001_220901_R3CK.mp4", filetype: "mp4", mediaType: "video" },
      ...{ duration: 400_000_000, size: 10, width: 1920, height: 1080, audioTracks: ["Mix", "Boom"] },
    });
    expect(previewUrl).toMatch(
      `${source.url}/editor/play/${PROJECT}/_graded/A001C001_220901_R3CK.mp4?token=`,
    );
    expect(thumbnail).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(answer.text).not.toContain(source.apiAuthToken);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("puts what is known of the slate in front of the name", async () => {
    const source = await startEditorSource();
    const slates = {
      A: [{}, "A.mp4"],
      B: [{ scene: "22" }, "22 B.mp4"],
      C: [{ scene: "22", take: "3" }, "22-3 C.mp4"],
      D: [{ take: "3", circled: true }, "3* D.mp4"],
      E: [{ circled: true }, "* E.mp4"],
      F: [{ scene: "", shot: "4A", take: "" }, "4A F.mp4"],
    } as const;
    for (const [name, [metadata, expected]] of Object.entries(slates)) {
      await source.addClip(name, metadata);
      expect((await source.entryOf(name)).name).toBe(expected);
    }
  });

  test("has ids that are safe in a URL, whatever the clip is called, and that last", async () => {
    const source = await startEditorSource();
    const names = [
      "take 1 %41",
      "a:b'c\"d?#&+",
      "été 日本",
      "x".repeat(300),
      "-dash",
      "AUX",
      ".hidden",
      "~/~",
    ];
    const wanted = names.map((name) => name.replaceAll("/", ""));
    for (const name of wanted) {
      await source.addClip(name);
      const entry = await source.entryOf(name);
      expect(entry.id).toMatch(/^[A-Za-z0-9_-]+$/);
      const fetched = JSON.parse((await source.ask(`/file/${entry.id}`)).text);
      expect(fetched).toEqual(entry);
      expect((await source.ask(entry.previewUrl)).text).toBe("0123456789");
    }
    expect(new Set((await source.list({ count: "99" })).entries.map(({ id }) => id)).size).toBe(8);
    await source.upload(`_graded/${wanted[0]}.mp4`, "another film");
    const entry = await source.entryOf(wanted[0] ?? "");
    expect((await source.ask(`/file/${entry.id}`)).status).toBe(200);
    expect(entry.size).toBe(12);
  });

  test("is 404 for what is no clip, or not one of the token's project", async () => {
    const source = await startEditorSource();
    await source.addClip("A001");
    const everywhere = source.createToken({ label: "", read: true, write: false, upload: false });
    source.createToken({ label: "", read: true, write: false, upload: false, project: "P2" });
    const { id } = await source.entryOf("A001");
    const other = (text: string) => Buffer.from(text).toString("base64url");
    for (const wrong of [
      ...["nonsense", "%00", `${id}A`, `${id}=`, `${id}%0A`, "..%2F..%2Fetc", "a".repeat(4000)],
      ...[other("P1/B001"), other("P2/A001"), other("P1"), other("/"), other("P1/_graded/A001.mp4")],
      ...[other("P1/../P1/A001"), other("NOPE/A001")],
    ]) {
      const answer = await source.ask(`/file/${wrong}`, { Authorization: everywhere });
      expect(answer.status, wrong).toBe(404);
      expect(answer.json.error.message).toMatch(/\.$/);
    }
    expect((await source.ask("/file/")).status).toBe(404);
    const elsewhere = source.createToken({
      ...{ label: "", read: true, write: false, upload: false, project: "P2" },
    });
    expect((await source.ask(`/file/${id}`, { Authorization: elsewhere })).status).toBe(404);
    expect((await source.ask(`/file/${id}`, { Authorization: everywhere })).status).toBe(200);
  });

  test("names the address by which this server is reached from outside, where it was told", async () => {
    const source = await startEditorSource({ url: "https://dailies.example.com/cart" });
    await source.addClip("A001");
    expect((await source.entryOf("A001")).previewUrl).toMatch(
      /^https:\/\/dailies\.example\.com\/cart\/editor\/play\//,
    );
    expect(source.editor).toEqual({
      fetchFileUrl: "https://dailies.example.com/cart/editor/file",
      mediaTabContentUrl: "https://dailies.example.com/cart/editor/media",
      fetchThumbnailUrl: "https://dailies.example.com/cart/editor/thumbnail",
      callBackUrl: "https://dailies.example.com/cart/editor/callback",
    });
  });

  test("lists a file that is no video with what is known of it", async () => {
    const source = await startEditorSource({}, { readMedia: async () => undefined });
    await source.addClip("A001", { duration: 1.5 });
    expect(await source.entryOf("A001")).toMatchObject({
      ...{ duration: 15_000_000, width: 0, height: 0, audioTracks: [] },
    });
  });
});

describe("a clip", () => {
  test("is there once its graded file is, and gone with it; LOG is never shown", async () => {
    const source = await startEditorSource();
    await source.upload("_log/A001.mp4", "flat");
    await source.upload("_thumbnails/A001.jpg");
    expect(await source.list()).toEqual({ total_count: 0, entries: [] });
    await source.addClip("A001");
    const { id, previewUrl } = await source.entryOf("A001");
    expect((await source.list()).total_count).toBe(1);
    expect((await source.ask(previewUrl)).text).toBe("0123456789");
    const log = await source.ask(previewUrl.replace("_graded", "_log"));
    expect(log.status).toBe(403);
    await rm(join(source.libraryFolder, "projects/P1/_graded/A001.mp4"));
    expect(await source.list()).toEqual({ total_count: 0, entries: [] });
    expect((await source.ask(`/file/${id}`)).status).toBe(404);
    expect((await source.ask(previewUrl)).status).toBe(404);
  });
});

test("without --editor there is nothing", async () => {
  const source = await startEditorSource({}, { editor: undefined });
  expect(source.editor).toBeUndefined();
  for (const path of ["/file/x", "/media", "/thumbnail"]) expect((await source.ask(path)).status).toBe(404);
});
