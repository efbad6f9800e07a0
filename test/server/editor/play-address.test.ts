import { expect, test } from "vitest";
import { startEditorSource } from "../../support/editor-source.ts";
import { handClock } from "../../support/server-fixture.ts";

test("addresses of films stay the same for an hour, and end after a day", async () => {
  const clock = handClock("2026-04-22T08:10:00Z");
  const source = await startEditorSource({}, { clock: clock.now });
  await source.addClip("A001");
  const { previewUrl } = await source.entryOf("A001");
  clock.forward(49 * 60_000);
  expect((await source.entryOf("A001")).previewUrl).toBe(previewUrl);
  clock.forward(2 * 60_000);
  expect((await source.entryOf("A001")).previewUrl).not.toBe(previewUrl);
  clock.forward((23 * 60 + 57) * 60_000);
  expect((await source.call("GET", previewUrl)).status).toBe(200);
  clock.forward(2 * 60_000);
  expect((await source.call("GET", previewUrl)).status).toBe(403);
});

test("an address is of one file, as it was given out", async () => {
  const source = await startEditorSource();
  for (const name of ["A001", "B001"]) await source.addClip(name);
  await source.upload("_log/A001.mp4");
  const { previewUrl } = await source.entryOf("A001");
  const { searchParams } = new URL(previewUrl);
  const changed = (key: string, value: string) => {
    const url = new URL(previewUrl);
    url.searchParams.set(key, value);
    return url.href;
  };
  const doubled = `${previewUrl}&signature=${searchParams.get("signature")}`;
  for (const wrong of [
    previewUrl.replace("A001", "B001"),
    previewUrl.replace("_graded", "_log"),
    previewUrl.replace("/P1/", "/P2/"),
    previewUrl.replace("A001.mp4", "..%2F_log%2FA001.mp4"),
    previewUrl.replace("_graded/A001.mp4", "..%2F..%2Flibrary.db"),
    previewUrl.replace(/\?.*/, ""),
    changed("expires", String(Number(searchParams.get("expires")) + 3600)),
    changed("expires", ""),
    changed("token", "999"),
    changed("token", "1 OR 1=1"),
    changed("signature", searchParams.get("signature")!.toUpperCase()),
    changed("signature", ""),
    doubled,
  ]) {
    const answer = await source.call("GET", wrong);
    expect(answer.status, wrong).toBe(403);
    expect(answer.text).not.toContain("0123456789");
  }
  expect((await source.call("GET", previewUrl)).text).toBe("0123456789");
});
