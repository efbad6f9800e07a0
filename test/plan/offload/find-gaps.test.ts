import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import { findGaps } from "../../../src/plan/offload/find-gaps.ts";
import { tempFolder } from "../../support/temp-folder.ts";

type Files = Readonly<Record<string, string>>;

/** What a card `DAY/A001` lacks, as `kind name (source)`; `above` lies in `DAY`. */
async function gapsOf(files: Files, above: Files = {}, mhl: "auto" | "ignore" = "auto", isComplete = true) {
  const day = join(await tempFolder(), "DAY");
  const card = join(day, "A001");
  await mkdir(card, { recursive: true });
  for (const [root, tree] of [
    [card, files],
    [day, above],
  ] as const) {
    for (const [path, text] of Object.entries(tree)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }
  const gaps = await findGaps(await scanCard(card, { as: "auto" }), { mhl, isComplete });
  return gaps.map(({ kind, name, source }) =>
    `${kind} ${name} (${source.replace(day, "DAY")})`.replace(day, "DAY"),
  );
}

const mhl = (...paths: string[]) =>
  `<hashlist version="1.1">${paths.map((path) => `<hash><file>${path}</file><size>1</size><null/></hash>`).join("")}</hashlist>`;
const ale = (...names: string[]) =>
  [
    "Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nFPS\t25\n\nColumn\nName\tTracks\tStart\tEnd\n\nData",
    ...names.map((name) => `${name}\tV\t10:00:00:00\t10:00:30:00`),
    "",
  ].join("\n");
const profile = (...uris: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><MediaProfile xmlns="http://xmlns.sony.net/pro/metadata/mediaprofile"><Contents>${uris
    .map((uri) => `<Material uri="${uri}" type="MP4" fps="50i" dur="250"/>`)
    .join("")}</Contents></MediaProfile>`;

const C1 = "A001C001_240426_R1AA";
const C2 = "A001C002_240426_R1AA";

describe("a card that is whole", () => {
  test("lacks nothing, whatever lists name it", async () => {
    const files = {
      [`${C1}.mov`]: "",
      "A001R1AA_AVID.ale": ale(C1),
      "list.mhl": mhl(`${C1}.mov`, "A001R1AA_AVID.ale", ".DS_Store", "@eaDir/x.mov"),
    };
    expect(
      await gapsOf(files, { "day.mhl": mhl(`A001\\${C1.toLowerCase()}.mov`, "B001/other.mov") }),
    ).toEqual([]);
  });

  test("dailies stand for the originals that the camera's own sheet names", async () => {
    const files = { [`_graded/${C1}_709_H264.mp4`]: "", "A001R1AA_AVID.ale": ale(`${C1}.mxf`) };
    expect(await gapsOf(files)).toEqual([]);
  });

  test("single frames, segments and the HDE copy are the clips that lists name", async () => {
    const frame = "A003C001_190625_R24Y";
    const files = {
      [`A003R24Y/${frame}/${frame}.0049275.ari`]: "",
      "A003R24Y/A003R24Y_AVID.ale": ale(frame),
      "A_0076_1CTJ/A_0076C002_230511_184500_h1CTJ.mxf": "",
      "A_0076_1CTJ/A_0076_1CTJ_AVID.ale": ale("A_0076C002_230511_184500_a1CTJ"),
      "A001.RDM/A001_C001_12046M.RDC/A001_C001_12046M_001.R3D": "",
      "A001.RDM/A001_C001_12046M.RDC/A001_C001_12046M.RMD": "",
    };
    expect(await gapsOf(files)).toEqual([]);
  });

  test("a person's list of the day speaks of other cards, too", async () => {
    expect(await gapsOf({ [`${C1}.mov`]: "", "Day012.ale": ale(C1, C2) })).toEqual([]);
  });
});

describe("what is missing", () => {
  test("is named by a hash list, beside the clips or above the card", async () => {
    expect(
      await gapsOf(
        { "a.mov": "", "list.mhl": mhl("a.mov", "b.mov") },
        { "day.mhl": mhl("A001/a.mov", "A001/c.mov") },
      ),
    ).toEqual(["missing b.mov (list.mhl)", "missing c.mov (DAY/day.mhl)"]);
  });

  test("is named by the camera's ALE", async () => {
    const files = { [`${C1}.mov`]: "", "A001R1AA_AVID.ale": ale(C1, C2) };
    expect(await gapsOf(files)).toEqual([`missing ${C2} (A001R1AA_AVID.ale)`]);
  });

  test("is named by Sony's index, also where only the small copy is there", async () => {
    const files = {
      "PRIVATE/M4ROOT/CLIP/C0001.MP4": "",
      "PRIVATE/M4ROOT/SUB/C0002S03.MP4": "",
      "PRIVATE/M4ROOT/MEDIAPRO.XML": profile("./CLIP/C0001.MP4", "./CLIP/C0002.MP4"),
    };
    expect(await gapsOf(files)).toEqual([
      "missing PRIVATE/M4ROOT/CLIP/C0002.MP4 (PRIVATE/M4ROOT/MEDIAPRO.XML)",
    ]);
  });

  test.each([
    ["XDROOT/Clip/C0002M01.XML", "C0002"],
    ["CONTENTS/CLIP/0002CD.XML", "0002CD"],
    ["PRIVATE/AVCHD/BDMV/CLIPINF/00001.CPI", "00001"],
    ["A001_08151512_C002.sidecar", "A001_08151512_C002"],
    ["A001.RDM/A001_C002_1204X1.RDC/A001_C002_1204X1.RMD", "A001_C002_1204X1"],
  ])("is told by %s alone", async (path, name) => {
    expect(await gapsOf({ "a.mov": "", [path]: "" })).toEqual([`missing ${name} (${path})`]);
  });

  test("is said once, by the first that names it", async () => {
    const files = {
      [`${C1}.mov`]: "",
      "A001R1AA_AVID.ale": ale(C1, C2),
      "list.mhl": mhl(`${C1}.mov`, `${C2}.mov`),
      "other.mhl": mhl(`${C1}.mov`, `${C2}.mov`),
    };
    expect(await gapsOf(files)).toEqual([`missing ${C2}.mov (list.mhl)`]);
  });

  test("is not asked for while a card arrives, nor by lists that are to be ignored", async () => {
    const files = { "a.mov": "", "list.mhl": mhl("b.mov"), "x.mov.part": "" };
    expect(await gapsOf(files, {}, "auto", false)).toEqual([]);
    expect(await gapsOf(files, {}, "ignore")).toEqual(["unfinished x.mov.part (x.mov.part)"]);
  });
});

describe("what proves nothing", () => {
  test("a list that fits nothing here is said as one", async () => {
    const files = { "a.mov": "", "list.mhl": mhl("Volume/a.mov", "Volume/b.mov") };
    expect(await gapsOf(files)).toEqual(["unproven list.mhl (list.mhl)"]);
  });

  test("a list that is cut off is said, also above the card and while it arrives", async () => {
    const cut = mhl("a.mov").slice(0, -12);
    for (const isComplete of [true, false]) {
      expect(await gapsOf({ "a.mov": "", "list.mhl": cut }, { "day.mhl": cut }, "auto", isComplete)).toEqual([
        "unproven DAY/A001/list.mhl (DAY/A001/list.mhl)",
        "unproven DAY/day.mhl (DAY/day.mhl)",
      ]);
    }
  });
});

test.each([
  ".ocopy-checkpoint",
  "A001C003.mp4.copy_in_progress",
  ".a.mov.AbC123",
  "a.mov.tmp",
  "x.crdownload",
])("%s says that the copy goes on", async (name) => {
  expect(await gapsOf({ "a.mov": "", [name]: "" })).toEqual([`unfinished ${name} (${name})`]);
});

test.each(["notes.tmp", "~lock.mov", ".hidden", "Thumbs.db.tmp"])(
  "%s says nothing of a copy",
  async (name) => {
    expect(await gapsOf({ "a.mov": "", [name]: "" })).toEqual([]);
  },
);
