import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { chmod, mkdir, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { scanCard } from "../../src/cards/scan-card.ts";
import { summariseScan, writeTree } from "../support/cards-tree.ts";
import { tempFolder } from "../support/temp-folder.ts";

const isLinux = process.platform === "linux";
const isWindows = process.platform === "win32";

const FRAMES = 20_000;

describe("scanCard", () => {
  test("tells the card by its folder and each file by path, size and time", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["A001/A001C001_220901_R3CK.mp4"]);
    const file = join(folder, "A001", "A001C001_220901_R3CK.mp4");
    await truncate(file, 12_345);
    await utimes(file, 1_700_000_000, 1_700_000_001);
    const scan = await scanCard(folder, { as: "auto" });
    expect(scan.card).toEqual({ root: folder, name: basename(folder) });
    expect(scan.clips).toMatchObject([
      {
        graded: {
          path: file,
          relativePath: "A001/A001C001_220901_R3CK.mp4",
          sizeBytes: 12_345,
          mtimeMs: 1_700_000_001_000,
        },
      },
    ]);
  });

  test.each(["m2t", "tod", "mod", "dv", "mpeg", "3g2", "wmv", "asf"])(
    "a .%s of an older camera is a clip",
    async (extension) => {
      const folder = await tempFolder();
      await writeTree(folder, [`TAPE/SCENE_01.${extension}`]);
      const { clips } = await scanCard(folder, { as: "auto" });
      expect(clips.map(({ name }) => name)).toEqual(["SCENE_01"]);
    },
  );

  test("an empty folder is a scan without clips", async () => {
    const { clips, clashes, leftOut, sheets } = await scanCard(await tempFolder(), { as: "auto" });
    expect({ clips, clashes, leftOut, sheets }).toEqual({ clips: [], clashes: [], leftOut: [], sheets: [] });
  });

  test("takes a path from the working folder on", async () => {
    const folder = await tempFolder();
    const scan = await scanCard(relative(process.cwd(), folder), { as: "auto" });
    expect(scan.card.root).toBe(folder);
  });

  test("does not open system folders, and says so once for each", async () => {
    const folder = await tempFolder();
    await writeTree(folder, [".Trashes/501/old.mp4", ".Trashes/501/older.mp4", "ascmhl/0001.mhl", "x.mp4"]);
    const { clips, leftOut } = summariseScan(await scanCard(folder, { as: "auto" }));
    expect(clips).toHaveLength(1);
    expect(leftOut).toEqual({ ignored: [".Trashes/", "ascmhl/"] });
  });

  test("says how many files it has seen", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["a.mp4", "b/c.mp4", "b/d.mp4"]);
    const seen: number[] = [];
    await scanCard(folder, { as: "auto", onProgress: (files) => seen.push(files) });
    expect(seen.at(-1)).toBe(3);
  });

  test("stops with the reason of its signal", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["a.mp4"]);
    const reason = new Error("enough");
    await expect(scanCard(folder, { as: "auto", signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const stopping = scanCard(folder, {
      as: "auto",
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(stopping).rejects.toBe(reason);
  });

  test("a fault of the caller is no removed card", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["a.mp4"]);
    const fault = new Error("caller");
    const scanning = scanCard(folder, {
      as: "auto",
      onProgress: () => {
        throw fault;
      },
    });
    await expect(scanning).rejects.toBe(fault);
  });
});

describe("a folder that cannot be scanned", () => {
  test("is not found where there is nothing", async () => {
    const folder = join(await tempFolder(), "missing");
    await expect(scanCard(folder, { as: "auto" })).rejects.toMatchObject({
      code: "card_not_found",
      message: `The folder ${folder} cannot be found: no such folder.`,
    });
  });

  test("is not found where there is a file", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["x.mp4"]);
    const file = join(folder, "x.mp4");
    await expect(scanCard(file, { as: "auto" })).rejects.toMatchObject({
      code: "card_not_found",
      message: `${file} is a file, not a folder.`,
    });
    await expect(scanCard(join(file, "y"), { as: "auto" })).rejects.toMatchObject({ code: "card_not_found" });
  });

  test.skipIf(isWindows)("is not found where it may not be read", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "closed"), { mode: 0o000 });
    await chmod(folder, 0o755);
    await withoutRoot(() =>
      expect(scanCard(join(folder, "closed"), { as: "auto" })).rejects.toMatchObject({
        code: "card_not_found",
        message: expect.stringContaining("permission is missing"),
      }),
    );
  });

  test("is removed where it goes during the walk", async () => {
    const folder = join(await tempFolder(), "card");
    await writeTree(folder, ["a.mp4", "b/c.mp4"]);
    const scanning = scanCard(folder, {
      as: "auto",
      onProgress: onceOnly(() => rmSync(folder, { recursive: true })),
    });
    await expect(scanning).rejects.toMatchObject({
      code: "card_removed",
      hint: "Connect card again and run the same command.",
    });
  });

  test("is removed where another one takes its place during the walk", async () => {
    const folder = join(await tempFolder(), "card");
    await writeTree(folder, ["a.mp4", "b/c.mp4"]);
    const swap = onceOnly(() => {
      renameSync(folder, `${folder}-gone`);
      mkdirSync(folder);
    });
    await expect(scanCard(folder, { as: "auto", onProgress: swap })).rejects.toMatchObject({
      code: "card_removed",
    });
  });
});

describe("what cannot be read on a card", () => {
  test.skipIf(isWindows)("a closed subfolder is one entry, and the walk goes on", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["closed/x.mp4", "open/y.mp4"]);
    await chmod(folder, 0o755);
    await chmod(join(folder, "closed"), 0o000);
    onTestFinished(() => chmodSync(join(folder, "closed"), 0o755));
    const scan = await withoutRoot(() => scanCard(folder, { as: "auto" }));
    expect(scan.clips.map(({ name }) => name)).toEqual(["y"]);
    expect(scan.leftOut).toEqual([{ relativePath: "closed/", reason: "unreadable" }]);
  });

  test.runIf(isLinux)("names that are no UTF-8 are counted, files and folders alike", async () => {
    const folder = await tempFolder();
    const named = (...bytes: number[]) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(bytes)]);
    await writeFile(named(0x66, 0xff, 0x2e, 0x6d, 0x70, 0x34), "");
    await mkdir(named(0xe9, 0x74, 0xe9));
    await writeTree(folder, ["f\u{fffd}.mp4"]);
    const scan = await scanCard(folder, { as: "auto" });
    expect(scan.clips.map(({ name }) => name)).toEqual(["f\u{fffd}"]);
    expect(scan.leftOut.map(({ reason }) => reason)).toEqual(["unreadable", "unreadable"]);
  });

  test.skipIf(isWindows)("links are never followed", async () => {
    const folder = await tempFolder();
    const outside = await tempFolder();
    await writeTree(outside, ["far.mp4"]);
    await writeTree(folder, ["A/x.mp4"]);
    await symlink(join(outside, "far.mp4"), join(folder, "far.mp4"));
    await symlink(outside, join(folder, "faraway"));
    await symlink(join(folder, "A", "x.mp4"), join(folder, "twin.mp4"));
    await symlink(folder, join(folder, "A", "loop"));
    await symlink(join(folder, "nowhere"), join(folder, "broken.mp4"));
    const scan = summariseScan(await scanCard(folder, { as: "auto" }));
    expect(scan.clips.map(({ graded }) => graded)).toEqual(["A/x.mp4"]);
    expect(scan.leftOut).toEqual({
      "link-outside": ["far.mp4", "faraway"],
      ignored: ["A/loop", "twin.mp4"],
      unreadable: ["broken.mp4"],
    });
  });

  test.skipIf(isWindows)("the card itself may be named by a link", async () => {
    const folder = await tempFolder();
    await writeTree(folder, ["card/x.mp4"]);
    await symlink(join(folder, "card"), join(folder, "link"));
    const scan = await scanCard(join(folder, "link"), { as: "auto" });
    expect(scan.clips.map(({ graded }) => graded?.path)).toEqual([join(folder, "link", "x.mp4")]);
  });

  test.skipIf(isWindows)("a named pipe is not a clip", async () => {
    const folder = await tempFolder();
    await promisify(execFile)("mkfifo", [join(folder, "x.mp4")]);
    const scan = await scanCard(folder, { as: "auto" });
    expect(scan).toMatchObject({ clips: [], leftOut: [{ relativePath: "x.mp4", reason: "ignored" }] });
  });

  test.runIf(isLinux)("twins by normal form and by case are told apart by their bytes", async () => {
    const folder = await tempFolder();
    const twins = ["CAF\u00c9.mp4", "Caf\u00e9.mp4", "Cafe\u0301.mp4"];
    await writeTree(folder, twins);
    const { clips, clashes } = await scanCard(folder, { as: "auto" });
    expect(clips).toEqual([]);
    expect(clashes.map(({ kind }) => kind)).toEqual(["case"]);
    expect(clashes.flatMap(({ files }) => files.map(({ path }) => path)).sort()).toEqual(
      twins.map((name) => join(folder, name)).sort(),
    );
  });
});

test("a folder of twenty thousand frames is one walk", async () => {
  const folder = await tempFolder();
  const frame = (number: number) =>
    join(folder, `A003C001_190625_R24Y.${String(number).padStart(7, "0")}.ari`);
  for (let start = 0; start < FRAMES; start += 1000) {
    await Promise.all(Array.from({ length: 1000 }, (_, index) => writeFile(frame(start + index), "")));
  }
  const scan = await scanCard(folder, { as: "auto" });
  expect(scan.clips).toEqual([]);
  expect(scan.leftOut).toHaveLength(FRAMES);
  expect(new Set(scan.leftOut.map(({ needs }) => needs))).toEqual(new Set(["ARRI Reference Tool"]));
});

function onceOnly(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}

/** Nothing is closed to the superuser, so the process is somebody else meanwhile. */
async function withoutRoot<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.("nobody");
  try {
    return await act();
  } finally {
    process.seteuid?.(0);
  }
}
