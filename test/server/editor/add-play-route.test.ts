import { expect, test } from "vitest";
import { startEditorSource } from "../../support/editor-source.ts";

async function startWithFilm() {
  const source = await startEditorSource();
  await source.addClip("A001", { scene: "22" }, "0123456789");
  const { previewUrl } = await source.entryOf("A001");
  const ask = (range?: string, method = "GET") =>
    source.call(method, previewUrl, range === undefined ? {} : { headers: { Range: range } });
  return { source, previewUrl, ask };
}

test("the film is an MP4 that can be asked for in parts, without a token", async () => {
  const { ask } = await startWithFilm();
  const whole = await ask();
  expect(whole).toMatchObject({ status: 200, text: "0123456789" });
  expect(whole.headers).toMatchObject({
    ...{ "content-type": "video/mp4", "content-length": "10", "accept-ranges": "bytes" },
    "cache-control": "private, no-cache",
  });
  expect(whole.headers["content-disposition"]).toBeUndefined();
});

test("every kind of range is a part of it", async () => {
  const { ask } = await startWithFilm();
  for (const [range, text, contentRange] of [
    ["bytes=0-3", "0123", "bytes 0-3/10"],
    ["bytes=4-", "456789", "bytes 4-9/10"],
    ["bytes=-2", "89", "bytes 8-9/10"],
    ["bytes=-10", "0123456789", "bytes 0-9/10"],
    ["bytes=-99", "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", "89", "bytes 8-9/10"],
    ["bytes=0-0", "0", "bytes 0-0/10"],
  ] as const) {
    const answer = await ask(range);
    expect(answer, range).toMatchObject({ status: 206, text });
    const length = String(text.length);
    expect(answer.headers).toMatchObject({ "content-range": contentRange, "content-length": length });
  }
});

test("several parts at once are answered with the whole, and what is no range too", async () => {
  const { ask } = await startWithFilm();
  for (const range of ["bytes=0-1,4-5", "lines=0-1", "bytes=x-y", "bytes=", "0-1"]) {
    const answer = await ask(range);
    expect(answer, range).toMatchObject({ status: 200, text: "0123456789" });
  }
});

test("a part that lies behind the end is refused with the length", async () => {
  const { ask } = await startWithFilm();
  for (const range of ["bytes=10-", "bytes=99-100", "bytes=-0"]) {
    const answer = await ask(range);
    expect(answer.status, range).toBe(416);
    expect(answer.headers["content-range"]).toBe("bytes */10");
    expect(answer.json.error.message).toBe("The file has no such bytes.");
  }
});

test("HEAD tells the same without the bytes", async () => {
  const { source, ask } = await startWithFilm();
  const whole = await ask(undefined, "HEAD");
  expect(whole).toMatchObject({ status: 200, text: "" });
  expect(whole.headers).toMatchObject({ "content-length": "10", "accept-ranges": "bytes" });
  const list = await source.call("HEAD", "/editor/media", {
    headers: { Authorization: source.apiAuthToken },
  });
  expect(list).toMatchObject({ status: 200, text: "" });
  expect((await source.call("HEAD", "/editor/media")).status).toBe(401);
});

test("what the browser has is not sent again until it changes", async () => {
  const { source, previewUrl, ask } = await startWithFilm();
  const { etag } = (await ask()).headers;
  const again = () => source.call("GET", previewUrl, { headers: { "If-None-Match": String(etag) } });
  expect((await again()).status).toBe(304);
  await source.upload("_graded/A001.mp4", "another film");
  expect(await again()).toMatchObject({ status: 200, text: "another film" });
});

test("other methods are refused by their names", async () => {
  const { source, previewUrl } = await startWithFilm();
  for (const [method, path, allow] of [
    ["POST", previewUrl, "GET, HEAD, OPTIONS"],
    ["DELETE", previewUrl, "GET, HEAD, OPTIONS"],
    ["PUT", "/editor/media", "GET, HEAD, OPTIONS"],
    ["PATCH", "/editor/file/x", "GET, HEAD, OPTIONS"],
    ["POST", "/editor/thumbnail", "GET, HEAD, OPTIONS"],
    ["GET", "/editor/callback", "POST, OPTIONS"],
  ] as const) {
    const answer = await source.call(method, path);
    expect(answer.status, `${method} ${path}`).toBe(405);
    expect(answer.headers["allow"]).toBe(allow);
  }
});
