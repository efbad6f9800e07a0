import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import { readHashLists } from "../../../src/deliver/check/verify-hashes.ts";
import { createCardWatch } from "../../../src/deliver/source/card-watch.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const LIST = `<hashlist version="1.1"><hash><file>a.mov</file><size>3</size><md5>900150983cd24fb0d6963f7d28e17f72</md5></hash></hashlist>`;

/** Verifies the one clip of a card with this list beside it. */
async function verify(list: string, rule: "auto" | "require"): Promise<void> {
  const root = await tempFolder();
  await writeFile(join(root, "a.mov"), "abc");
  await writeFile(join(root, "list.mhl"), list);
  const scan = await scanCard(root, { as: "auto" });
  const { signal } = new AbortController();
  const cards = await createCardWatch({
    scans: [scan],
    waits: false,
    emit: () => undefined,
    signal,
    stop: () => undefined,
  });
  const verifyHashes = await readHashLists([scan], rule, () => undefined, cards);
  for (const clip of scan.clips) await verifyHashes(clip, signal);
}

test("with require, a list that cannot be used rejects what it covers", async () => {
  await verify(LIST, "require");
  await expect(verify(LIST.slice(0, -12), "require")).rejects.toMatchObject({
    code: "mhl_mismatch",
    message: expect.stringContaining("Nothing proves that a.mov is what was offloaded") as string,
  });
});

test("else it is left aside here; the scan says that it cannot be used", async () => {
  await expect(verify(LIST.slice(0, -12), "auto")).resolves.toBeUndefined();
});
