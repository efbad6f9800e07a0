import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readWav } from "../../../src/metadata/sound/read-wav.ts";
import { soundRow } from "../../../src/metadata/sound/sound-row.ts";
import {
  bextChunk,
  formatChunk,
  ixmlChunk,
  soundChunk,
  takeRecording,
  wavFile,
} from "../../support/metadata-wav.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const SAMPLES = resolve(import.meta.dirname, "../../../../shared/samples/ixml");

async function readingOf(bytes: Buffer) {
  const path = join(await tempFolder(), "take.wav");
  await writeFile(path, bytes);
  const { wav } = await readWav(path);
  if (!wav) throw new Error("The test's WAV is none.");
  return { ...soundRow(path, wav), path };
}

const speed = (rate: string, flag = "NDF", low = 0) =>
  `<SPEED><TIMECODE_RATE>${rate}</TIMECODE_RATE><TIMECODE_FLAG>${flag}</TIMECODE_FLAG>
   <TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>${low}</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED>`;
const SLATE = "<SCENE>22A</SCENE><TAKE>003</TAKE>";
const withIxml = (inner: string, timeReference = 48_000 * 3600, sampleRate = 48_000) =>
  wavFile([
    formatChunk(sampleRate),
    bextChunk({ timeReference }),
    soundChunk(1, sampleRate),
    ixmlChunk(inner),
  ]);

test("a recording is a row of sound with its slate and its times", async () => {
  const bytes = takeRecording({
    clock: 36_895,
    seconds: 2,
    ixml: `${SLATE}<CIRCLED>TRUE</CIRCLED><NOTE>Boom in shot</NOTE>`,
  });
  const { row, path } = await readingOf(bytes);
  expect(row).toEqual({
    sheet: path,
    line: 1,
    kind: "sound",
    names: [],
    start: "10:14:55:00",
    end: "10:14:57:00",
    fps: 25,
    date: "20261120",
    metadata: { scene: "22A", take: "3", circled: true, description: "Boom in shot" },
    origin: new Map([
      ["scene", "SCENE (iXML)"],
      ["take", "TAKE (iXML)"],
      ["description", "NOTE (iXML)"],
      ["circled", "CIRCLED (iXML)"],
    ]),
  });
});

describe("the start timecode", () => {
  test.each([
    ["24000/1001", "NDF", 2_190_940_753, "12:39:59:00"],
    ["25/1", "NDF", 2_350_375_830, "13:36:06:04"],
    ["24/1", "NDF", 2_190_940_753, "12:40:44:14"],
    ["30000/1001", "DF", 48_000 * 3600, "01:00:00;00"],
    ["30000/1001", "NDF", 48_000 * 3600, "00:59:56:12"],
    ["25/1", "DF", 48_000 * 60, "00:01:00:00"],
    ["24000/1001", "NDF", 48_000 * 86_480, "23:59:53:15"],
  ])("at %s %s from sample %i on is %s", async (rate, flag, timeReference, start) => {
    const { row } = await readingOf(withIxml(SLATE + speed(rate, flag), timeReference));
    expect(row?.start).toBe(start);
  });

  test("is iXML's where bext has none", async () => {
    const { row } = await readingOf(withIxml(SLATE + speed("25/1", "NDF", 48_000 * 60), 0));
    expect(row?.start).toBe("00:01:00:00");
  });

  test("passes midnight", async () => {
    const { row } = await readingOf(takeRecording({ clock: 86_399, seconds: 3, ixml: SLATE }));
    expect([row?.start, row?.end]).toEqual(["23:59:59:00", "00:00:02:00"]);
  });
});

test("iXML counts before the description, value by value", async () => {
  const description = "sSCENE=1\r\nsTAKE=9\r\nsNOTE=wind\r\nsCIRCLED=TRUE\r\nsSPEED=24.000-ND\r\n";
  const bytes = wavFile([
    bextChunk({ description, timeReference: 48_000 * 3600 }),
    formatChunk(),
    soundChunk(1),
    ixmlChunk("<SCENE>2</SCENE><CIRCLED>FALSE</CIRCLED>"),
  ]);
  const { row } = await readingOf(bytes);
  expect(row?.metadata).toEqual({ scene: "2", take: "9", description: "wind" });
  expect(row?.origin.get("take")).toBe("TAKE (bext)");
  expect(row?.fps).toBe(24);
});

test.each([
  ["<CIRCLED>FALSE</CIRCLED>", undefined],
  ["<CIRCLED></CIRCLED>", undefined],
  ["", undefined],
  ["<CIRCLED>true</CIRCLED>", true],
  ["<CIRCLED>TRUE</CIRCLED><NO_GOOD>TRUE</NO_GOOD>", undefined],
])("with %j circled is %s", async (inner, expected) => {
  const { row } = await readingOf(withIxml(SLATE + inner + speed("25/1")));
  expect(row?.metadata.circled).toBe(expected);
  expect(row?.origin.has("circled")).toBe(expected === true);
});

test.each([
  ["pulled-up", "at 48048 Hz", withIxml(SLATE + speed("24000/1001"), 9_000_000, 48_048)],
  [
    "pulled-up",
    "stamped at another rate",
    withIxml(
      `${SLATE}<SPEED><TIMECODE_RATE>24/1</TIMECODE_RATE><FILE_SAMPLE_RATE>48000</FILE_SAMPLE_RATE><TIMESTAMP_SAMPLE_RATE>48048</TIMESTAMP_SAMPLE_RATE></SPEED>`,
    ),
  ],
  ["no-picture", "a wild track", withIxml(`${SLATE}<WILD_TRACK>TRUE</WILD_TRACK>${speed("25/1")}`)],
  ["false-start", "a false start", withIxml(`${SLATE}<TAKE_TYPE>FALSE_START</TAKE_TYPE>${speed("25/1")}`)],
  ["no-slate", "without a slate", withIxml(`<SCENE></SCENE><CIRCLED>FALSE</CIRCLED>${speed("25/1")}`)],
  ["no-timecode", "without a frame rate", withIxml(SLATE)],
  ["no-timecode", "without a start time", withIxml(SLATE + speed("25/1"), 0)],
  ["no-timecode", "later than a day has", withIxml(SLATE + speed("25/1"), 48_000 * 86_400)],
  ["no-timecode", "of a rate that is none", withIxml(SLATE + speed("1/5"))],
])("is %s: %s", async (unused, _, bytes) => {
  expect(await readingOf(bytes)).toMatchObject({ unused });
});

test("96 kHz is no pull-up", async () => {
  const { row } = await readingOf(withIxml(SLATE + speed("25/1"), 96_000 * 3600, 96_000));
  expect(row?.start).toBe("01:00:00:00");
});

test("files of one channel each are one family", async () => {
  const set = "<FILE_SET><TOTAL_FILES>4</TOTAL_FILES><FAMILY_UID>F1</FAMILY_UID></FILE_SET>";
  expect(await readingOf(withIxml(SLATE + set + speed("25/1")))).toMatchObject({ family: "F1" });
});

describe.skipIf(!existsSync(SAMPLES))("recordings of real sets", () => {
  const read = async (name: string) => {
    const { wav } = await readWav(join(SAMPLES, name));
    return wav && soundRow(name, wav);
  };

  test("a 702T's take has its slate, and its labels at 23.976", async () => {
    const reading = await read("iluvcapra__wavinfo__A101_3.WAV");
    expect(reading?.row).toMatchObject({
      start: "12:40:14:00",
      end: "12:40:15:00",
      fps: 23.976,
      date: "20181231",
      metadata: { scene: "A101", take: "3" },
    });
  });

  test.each(["iluvcapra__wavinfo__umid.wav", "iluvcapra__wavinfo__new_camera_bumb_1.wav"])(
    "%s has no slate",
    async (name) => {
      expect(await read(name)).toEqual({ unused: "no-slate" });
    },
  );
});
