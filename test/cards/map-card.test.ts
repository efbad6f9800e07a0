import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCardPaths } from "../support/cards-arbitrary.ts";
import { accountedPaths, cardNamed, mapPaths, summariseScan } from "../support/cards-tree.ts";

const summarise = (...given: Parameters<typeof mapPaths>) => summariseScan(mapPaths(...given));
const clipsOf = (...given: Parameters<typeof mapPaths>) =>
  summarise(...given).clips.map(({ name, graded, log }) => ({ name, graded, log }));

const CLIP = "A001C001_220901_R3CK";

describe("any card", () => {
  test("every file ends in exactly one place", () => {
    fc.assert(
      fc.property(
        anyCardPaths,
        fc.constantFrom("auto" as const, "graded" as const, "log" as const),
        fc.boolean(),
        (paths, as, cameraProxies) => {
          expect(accountedPaths(mapPaths(paths, { as, cameraProxies }))).toEqual([...paths].sort());
        },
      ),
      { numRuns: 500 },
    );
  });

  test("offers the sound files that are left out", () => {
    fc.assert(
      fc.property(anyCardPaths, (paths) => {
        const { sounds, leftOut } = mapPaths(paths);
        const counted = leftOut.filter(({ reason }) => reason === "sound");
        expect(sounds.map(({ relativePath }) => relativePath)).toEqual(
          counted.map(({ relativePath }) => relativePath),
        );
      }),
    );
  });

  test("gives the same scan whatever order the disk lists it in", () => {
    fc.assert(
      fc.property(
        anyCardPaths.chain((paths) =>
          fc.tuple(
            fc.constant(paths),
            fc.shuffledSubarray(paths, { minLength: paths.length, maxLength: paths.length }),
          ),
        ),
        ([paths, shuffled]) => {
          expect(mapPaths(shuffled)).toEqual(mapPaths(paths));
        },
      ),
    );
  });

  test("gives no two clips of one name, as file systems compare names", () => {
    fc.assert(
      fc.property(anyCardPaths, (paths) => {
        const { clips, clashes } = mapPaths(paths);
        const names = [...clips, ...clashes].map(({ name }) => name.toLowerCase());
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test("gives clips that have a picture and a composed name", () => {
    fc.assert(
      fc.property(anyCardPaths, (paths) => {
        for (const { name, graded, log } of mapPaths(paths).clips) {
          expect(graded ?? log).toBeDefined();
          expect(name).toBe(name.normalize("NFC"));
        }
      }),
    );
  });
});

describe("variants", () => {
  test("the same name in two variant folders is one clip", () => {
    expect(clipsOf([`_graded/${CLIP}.mp4`, `_log/${CLIP}.mp4`])).toEqual([
      { name: CLIP, graded: `_graded/${CLIP}.mp4`, log: `_log/${CLIP}.mp4` },
    ]);
  });

  test("the nearest folder that names a variant decides, before the suffix", () => {
    expect(clipsOf([`GRADED/LOG/${CLIP}.mp4`])).toEqual([
      { name: CLIP, graded: undefined, log: `GRADED/LOG/${CLIP}.mp4` },
    ]);
    expect(clipsOf([`_graded/${CLIP}_LOG.mp4`])).toEqual([
      { name: `${CLIP}_LOG`, graded: `_graded/${CLIP}_LOG.mp4`, log: undefined },
    ]);
  });

  test("the folder that was named may itself be a variant's", () => {
    expect(clipsOf(["x.mp4"], {}, cardNamed("_log"))).toEqual([
      { name: "x", graded: undefined, log: "x.mp4" },
    ]);
  });

  test("a file and its LOG twin by suffix are one clip", () => {
    expect(clipsOf([`${CLIP}.mp4`, `${CLIP}_LOG.mp4`])).toEqual([
      { name: CLIP, graded: `${CLIP}.mp4`, log: `${CLIP}_LOG.mp4` },
    ]);
  });

  test("files that tell nothing are graded, unless it is said that they are LOG", () => {
    expect(clipsOf(["x.mp4"])).toEqual([{ name: "x", graded: "x.mp4", log: undefined }]);
    expect(clipsOf(["x.mp4"], { as: "graded" })).toEqual([{ name: "x", graded: "x.mp4", log: undefined }]);
    expect(clipsOf(["x.mp4"], { as: "log" })).toEqual([{ name: "x", graded: undefined, log: "x.mp4" }]);
  });

  test("what is said does not overrule what is told", () => {
    expect(clipsOf([`${CLIP}_GRADED.mp4`, `${CLIP}.mp4`], { as: "log" })).toEqual([
      { name: CLIP, graded: `${CLIP}_GRADED.mp4`, log: `${CLIP}.mp4` },
    ]);
  });

  test("a suffix that tells only the codec joins a pair under the graded file's full name", () => {
    expect(clipsOf(["GRADED/x_H264.mp4", "LOG/x_PRX.mov"])).toEqual([
      { name: "x_H264", graded: "GRADED/x_H264.mp4", log: "LOG/x_PRX.mov" },
    ]);
    expect(clipsOf(["x_H264.mp4"])).toEqual([{ name: "x_H264", graded: "x_H264.mp4", log: undefined }]);
  });

  test("two graded files that a LOG file could belong to keep apart from it", () => {
    expect(clipsOf(["x_H264.mp4", "x_UHD.mp4", "x_LOG.mp4"]).map(({ name }) => name)).toEqual([
      "x_H264",
      "x",
      "x_UHD",
    ]);
  });

  test("variants that differ by case or normal form are one clip, named like the graded file", () => {
    expect(clipsOf(["_graded/Cafe\u0301.mp4", "_log/CAF\u00c9.mp4"])).toEqual([
      { name: "Caf\u00e9", graded: "_graded/Cafe\u0301.mp4", log: "_log/CAF\u00c9.mp4" },
    ]);
  });
});

describe("clashes", () => {
  test.each([
    [
      "two folders",
      ["A001/PRIVATE/M4ROOT/CLIP/C0001.MP4", "A002/PRIVATE/M4ROOT/CLIP/C0001.MP4"],
      "duplicate",
    ],
    ["two containers", ["x.mp4", "x.mov"], "duplicate"],
    ["a suffix taken off", ["x.mp4", "x_GRADED.mp4"], "duplicate"],
    ["upper and lower case", ["A001.mp4", "a001.mp4"], "case"],
    ["two normal forms", ["Caf\u00e9.mp4", "Cafe\u0301.mp4"], "normalisation"],
    ["two LOG files", ["_log/x.mp4", "x_LOG.mp4"], "duplicate"],
  ])("%s claim one name", (_, paths, kind) => {
    const { clips, clashes } = summarise(paths);
    expect(clips).toEqual([]);
    expect(clashes).toEqual([{ name: expect.any(String), kind, files: [...paths].sort() }]);
  });

  test("the LOG file of a contested name is part of the clash", () => {
    const paths = ["A/x.mp4", "B/x.mp4", "B/x_LOG.mp4"];
    expect(summarise(paths)).toMatchObject({ clips: [], clashes: [{ name: "x", files: paths }] });
  });

  test("thumbnail and sidecar of a contested name are left out", () => {
    const { leftOut } = summarise(["A/x.mp4", "B/x.mp4", "B/x.xml", "_thumbnails/x.jpg"]);
    expect(leftOut).toEqual({ sidecar: ["B/x.xml", "_thumbnails/x.jpg"] });
  });

  test("a roll is named only where it is the same for all", () => {
    const rolls = (paths: string[]) => mapPaths(paths).clashes.map(({ roll }) => roll);
    expect(rolls(["A001/x.mp4", "A002/x.mp4"])).toEqual([undefined]);
    expect(rolls(["A001/x.mp4", "A001/y/x.mp4"])).toEqual(["A001"]);
  });
});

test("a hundred thousand frames, clips and sidecars are told apart", () => {
  const names = Array.from({ length: 25_000 }, (_, index) => `A001C001_220901_R3CK.${index + 1_000_000}`);
  const paths = names.flatMap((name) => [
    `a/${name}.ari`,
    `_graded/${name}.mp4`,
    `_log/${name}.mp4`,
    `_log/${name}.xml`,
  ]);
  const { clips, leftOut } = mapPaths(paths);
  expect(clips).toHaveLength(25_000);
  expect(leftOut).toHaveLength(25_000);
  expect(clips.every(({ log, sidecars }) => log && sidecars.length === 1)).toBe(true);
});

describe("a whole day", () => {
  const DAY = [
    "01_OCN/A_CAM/A001R3CK/A001C001_220901_R3CK.mov",
    "01_OCN/A_CAM/A001R3CK/A001R3CK_AVID.ale",
    "01_OCN/B_CAM/B001/XDROOT/Clip/B001C001_220901AB.MXF",
    "01_OCN/B_CAM/B001/XDROOT/Clip/B001C001_220901ABM01.XML",
    "01_OCN/B_CAM/B001/XDROOT/Sub/B001C001_220901ABS01.MXF",
    "01_OCN/C_CAM/C001.RDM/C001_C001_0901AB.RDC/C001_C001_0901AB_001.R3D",
    "02_SOUND/S012/S012T001.wav",
    "03_DAILIES/GRADED/A001C001_220901_R3CK.mp4",
    "03_DAILIES/LOG/A001C001_220901_R3CK.mp4",
    "04_META/Day012.csv",
  ];

  test("holds several cards at once", () => {
    expect(Object.fromEntries(mapPaths(DAY).clips.map(({ name, layout }) => [name, layout]))).toEqual({
      A001C001_220901_R3CK: "odailies-folders",
      B001C001_220901AB: "sony-xdroot",
    });
  });

  test("a camera file gives way to the dailies made of it", () => {
    const { clips, leftOut } = summarise(DAY);
    expect(clips.find(({ camera }) => camera === "A")).toMatchObject({
      graded: "03_DAILIES/GRADED/A001C001_220901_R3CK.mp4",
      log: "03_DAILIES/LOG/A001C001_220901_R3CK.mp4",
    });
    expect(leftOut["ignored"]).toEqual(["01_OCN/A_CAM/A001R3CK/A001C001_220901_R3CK.mov"]);
  });

  test("a mere counter proves no kinship between a camera file and dailies", () => {
    const { clashes } = summarise(["A001/PRIVATE/M4ROOT/CLIP/C0001.MP4", "GRADED/C0001.mp4"]);
    expect(clashes).toHaveLength(1);
  });

  test("offers every sheet and every sound file", () => {
    expect(mapPaths(DAY).sounds.map(({ relativePath }) => relativePath)).toEqual([
      "02_SOUND/S012/S012T001.wav",
    ]);
    expect(summarise(DAY).sheets).toEqual(["01_OCN/A_CAM/A001R3CK/A001R3CK_AVID.ale", "04_META/Day012.csv"]);
  });
});

describe("camera proxies", () => {
  const SONY = ["XDROOT/Clip/A001C001_210716AG.MXF", "XDROOT/Sub/A001C001_210716AGS01.MXF"];

  test("take their original's place and name when asked for", () => {
    const { clips, leftOut } = summarise(SONY, { cameraProxies: true });
    expect(clips).toMatchObject([{ name: "A001C001_210716AG", graded: SONY[1] }]);
    expect(leftOut).toEqual({ ignored: [SONY[0]] });
  });

  test.each([
    [["DCIM/100GOPRO/GX010123.MP4", "DCIM/100GOPRO/GL010123.LRV"], "GX010123"],
    [["DCIM/100GOPRO/GH010123.MP4", "DCIM/100GOPRO/GL010123.LRV"], "GH010123"],
    [["DCIM/100GOPRO/GS010123.360", "DCIM/100GOPRO/GL010123.LRV"], "GS010123"],
    [["A001.RDM/A001_C001_12046M.RDC/A001_C001_12046M_001.mov"], "A001_C001_12046M_001"],
    [["A001_08151512_C001.braw", "Proxy/A001_08151512_C001.mp4"], "A001_08151512_C001"],
    [
      ["CONTENTS/CLIPS001/A_0001C001X240131_123456XX_CANON_001_Proxy.MP4"],
      "A_0001C001X240131_123456XX_CANON_001",
    ],
  ])("%j give the clip %s", (paths, name) => {
    expect(mapPaths(paths).leftOut).toContainEqual({ relativePath: paths.at(-1), reason: "camera-proxy" });
    expect(clipsOf(paths, { cameraProxies: true })).toEqual([{ name, graded: paths.at(-1), log: undefined }]);
  });

  test.each("r3d ari arx braw braw2 crm nev 360 insv".split(" "))(
    "below DCIM, a video beside an original of the same name with .%s is its small copy",
    (extension) => {
      const paths = [`DCIM/100CANON/X.${extension.toUpperCase()}`, "DCIM/100CANON/X.MP4"];
      expect(mapPaths(paths).leftOut).toContainEqual({ relativePath: paths[1], reason: "camera-proxy" });
      expect(clipsOf(paths)).toEqual([]);
    },
  );

  test.each(["PROXY/x.mp4", "DAILIES/Sub/x.mp4", "Proxy/x.mp4"])("%s is somebody's dailies", (path) => {
    expect(clipsOf([path])).toEqual([{ name: "x", graded: path, log: undefined }]);
  });

  test.each(["XDROOT/Sub/x.mp4", "M4ROOT/SUB/x.mp4", "CONTENTS/PROXY/x.mp4"])(
    "%s is the camera's",
    (path) => {
      expect(mapPaths([path]).leftOut).toEqual([{ relativePath: path, reason: "camera-proxy" }]);
    },
  );
});

describe("what belongs to a clip", () => {
  test("of several thumbnails the nearest to the graded file is taken", () => {
    const { clips, leftOut } = summarise([
      "Day1/_thumbnails/x.jpg",
      "Day2/_graded/x.mp4",
      "Day2/_thumbnails/x.jpg",
      "_thumbnails/x.jpg",
    ]);
    expect(clips).toMatchObject([{ thumbnail: "Day2/_thumbnails/x.jpg" }]);
    expect(leftOut).toEqual({ sidecar: ["Day1/_thumbnails/x.jpg", "_thumbnails/x.jpg"] });
  });

  test("a thumbnail may carry the graded file's suffix", () => {
    expect(summarise([`${CLIP}_GRADED.mp4`, `_thumbnails/${CLIP}_GRADED.jpg`]).clips).toMatchObject([
      { name: CLIP, thumbnail: `_thumbnails/${CLIP}_GRADED.jpg` },
    ]);
  });

  test("thumbnail and sidecar find their clip in whatever normal form they are", () => {
    expect(summarise(["Caf\u00e9.mp4", "Cafe\u0301.xml", "_thumbnails/CAFE\u0301.jpg"]).clips).toMatchObject([
      { thumbnail: "_thumbnails/CAFE\u0301.jpg", sidecars: ["Cafe\u0301.xml"] },
    ]);
  });

  test("sidecars lie beside the file that they are named like", () => {
    const { clips, leftOut } = summarise(["A/C0001.MP4", "A/C0001M01.XML", "A/C0001.srt", "B/C0001.xml"]);
    expect(clips).toMatchObject([{ sidecars: ["A/C0001.srt", "A/C0001M01.XML"] }]);
    expect(leftOut).toEqual({ sidecar: ["B/C0001.xml"] });
  });

  test("sidecars of both variants come with the clip", () => {
    expect(summarise(["_graded/x.mp4", "_graded/x.xml", "_log/x.mp4", "_log/x.xml"]).clips).toMatchObject([
      { sidecars: ["_graded/x.xml", "_log/x.xml"] },
    ]);
  });

  test.each("mp4 mov m4v mxf mts m2ts avi mkv mpg 3gp webm MP4 Mov".split(" "))(
    "x.%s is a clip",
    (extension) => {
      expect(clipsOf([`x.${extension}`])).toHaveLength(1);
    },
  );

  test.each([
    ["x.r3d", "REDCINE-X PRO"],
    ["x.ari", "ARRI Reference Tool"],
    ["x.arx", "ARRI Reference Tool"],
    ["x.braw", "DaVinci Resolve"],
    ["x.braw2", "DaVinci Resolve"],
    ["x.crm", "Cinema RAW Development"],
    ["x.NEV", "DaVinci Resolve or NX Studio"],
    ["GS010123.360", "GoPro Player"],
    ["VID_20260422_101500_00_001.insv", "Insta360 Studio"],
  ])("%s needs %s", (relativePath, needs) => {
    expect(mapPaths([relativePath]).leftOut).toEqual([{ relativePath, reason: "undecodable", needs }]);
  });

  test("an original's name like an object's own property is unknown, not undecodable", () => {
    expect(mapPaths(["x.constructor"]).leftOut).toEqual([
      { relativePath: "x.constructor", reason: "unknown" },
    ]);
  });
});
