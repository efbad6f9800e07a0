import { appendFile, cp, mkdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import { type CardIdentity, identifyCard, lookAtCard } from "../../../src/deliver/source/look-at-card.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const LONG_AGO = Date.parse("2026-11-20T10:00:00Z");

async function writeCard(root: string, words: string, clips = 5): Promise<void> {
  await mkdir(root, { recursive: true });
  for (let clip = 1; clip <= clips; clip += 1) {
    const path = join(root, `C000${clip}.MP4`);
    await writeFile(path, words.repeat(clip));
    await shift(path, LONG_AGO + clip * 60_000 * (words.length + 1));
  }
}

async function shift(path: string, ms: number): Promise<void> {
  await utimes(path, new Date(ms), new Date(ms));
}

describe("a card", () => {
  let root = "";
  let identity: CardIdentity;
  beforeEach(async () => {
    root = join(await tempFolder(), "NO NAME");
    await writeCard(root, "first");
    identity = await identifyCard(await scanCard(root, { as: "auto" }));
  });

  test("is here, as long as it is as it was", async () => {
    expect(await lookAtCard(identity)).toBe("here");
  });

  test("is gone with its folder, or where only a mount point is left", async () => {
    await rename(root, `${root}.away`);
    expect(await lookAtCard(identity)).toBe("gone");
    await mkdir(root);
    expect(await lookAtCard(identity)).toBe("gone");
    await rm(root, { recursive: true });
    await writeFile(root, "");
    expect(await lookAtCard(identity)).toBe("gone");
  });

  test("is back on another mount, with times of another zone and to two seconds", async () => {
    await cp(root, `${root}.copy`, { recursive: true });
    for (let clip = 1; clip <= 5; clip += 1) {
      const { mtimeMs } = await stat(join(root, `C000${clip}.MP4`));
      await shift(join(`${root}.copy`, `C000${clip}.MP4`), mtimeMs - 3_600_000 + 1500);
    }
    await rm(root, { recursive: true });
    await rename(`${root}.copy`, root);
    expect(await lookAtCard(identity)).toBe("here");
  });

  test("is another one where another's files have its names", async () => {
    await rm(root, { recursive: true });
    await writeCard(root, "other words");
    expect(await lookAtCard(identity)).toBe("other");
  });

  test("is still the same with one file less, or while it is still being written", async () => {
    await rm(join(root, "C0003.MP4"));
    expect(await lookAtCard(identity)).toBe("here");
    for (const clip of [1, 2, 4, 5]) await appendFile(join(root, `C000${clip}.MP4`), "more");
    expect(await lookAtCard(identity)).toBe("here");
  });
});
