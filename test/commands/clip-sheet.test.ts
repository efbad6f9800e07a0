import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipSheet, countRates } from "../../src/commands/clip-sheet.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import { readSheetBytes } from "../../src/metadata/read-sheet.ts";
import { understandSheet } from "../../src/metadata/understand-sheet.ts";
import { writeAle } from "../../src/metadata/write-ale.ts";
import { writeCsv } from "../../src/metadata/write-csv.ts";

const clipOf = (metadata: ClipMetadata, name = "A001C001_261120_R1AA"): RemoteClip => ({ name, metadata });

const words = fc.constantFrom(
  "22A",
  "103/4",
  "Anna's hat",
  "3PK",
  "Größe 2",
  "tail slate; no sound",
  "#5",
  "0",
);
const labels = fc.constantFrom("A001R1AA", "Cooke S4 50mm", "Pro-Mist 1/4");
const tenths = (min: number, max: number) =>
  fc.integer({ min: min * 10, max: max * 10 }).map((value) => value / 10);

/** All but those that are private or of unknown unit, which no sheet is read for. */
const anyMetadata: fc.Arbitrary<ClipMetadata> = fc.record(
  {
    scene: words,
    shot: words,
    take: fc.constantFrom("1", "12", "2PK"),
    description: words,
    circled: fc.boolean(),
    rating: fc.integer({ min: 0, max: 5 }),
    camera: fc.constantFrom("A", "B"),
    timecode: fc.constantFrom("01:00:00:00", "23:59:59:20", "10:11:12:13"),
    fps: fc.constantFrom(23.976, 24, 25, 50),
    date: fc.constant("20260422"),
    reelName: labels,
    whitePointKelvin: fc.integer({ min: 2000, max: 10_000 }),
    whitePointCcShift: fc.integer({ min: -20, max: 20 }),
    shutter: tenths(10, 360),
    filter: labels,
    ndFilter: fc.constantFrom("ND 0.6", "ND 1.2"),
    lens: labels,
    focalLength: tenths(8, 300),
    focusDistance: tenths(1, 100),
    asa: fc.constantFrom(160, 800, 3200),
    sensorFps: fc.constantFrom(24, 48, 120),
    fStop: tenths(1, 22),
    tStop: tenths(1, 22),
  },
  { requiredKeys: ["scene", "fps"] },
);

describe("what is exported is read back the same", () => {
  const readBack = async (text: string, name: string) =>
    understandSheet(await readSheetBytes(Buffer.from(text), name)).rows.map(({ metadata }) => metadata);

  test.each(["ale", "csv"])("as %s", async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyMetadata, { minLength: 1, maxLength: 5 }), async (all) => {
        const clips = all.map((metadata, at) => clipOf(metadata, `A001C00${at}_261120_R1AA`));
        const sheet = clipSheet(clips, { fps: 25, hasFpsColumn: true });
        const text = format === "ale" ? writeAle({ ...sheet, fps: { num: 25, den: 1 } }) : writeCsv(sheet);
        const expected = all.map((metadata) =>
          // Focal lengths that a lens is named by are added where none is given.
          metadata.lens === "Cooke S4 50mm" ? { focalLength: 50, ...metadata } : metadata,
        );
        expect(await readBack(text, `day.${format}`)).toEqual(expected);
      }),
    );
  });
});

test.each([
  [{ timecode: "23:59:59:00", fps: 25, duration: 2 }, "23:59:59:00", "00:00:01:00", "00:00:02:00"],
  [{ timecode: "01:00:59;28", fps: 29.97, duration: 0.1 }, "01:00:59;28", "01:01:00;03", "00:00:00;03"],
  [{ timecode: "10:00:00:00", duration: 1 }, "10:00:00:00", "10:00:01:00", "00:00:01:00"],
  [{ timecode: "10:00:00:00", fps: 25 }, "10:00:00:00", "", ""],
  [{ timecode: "10:00:00;00", fps: 25, duration: 1 }, "10:00:00;00", "", ""],
  [{ timecode: "soon", fps: 25, duration: 1 }, "", "", ""],
  [{ fps: 25, duration: 1 }, "", "", ""],
])("%j lies from %s to %s", (metadata, start, end, duration) => {
  const { columns, rows } = clipSheet([clipOf(metadata)], { fps: 24, hasFpsColumn: false });
  expect(columns.slice(0, 5)).toEqual(["Name", "Tracks", "Start", "End", "Duration"]);
  expect(rows[0]?.slice(1, 5)).toEqual(["V", start, end, duration]);
});

test("the rate of most clips comes first, and what is no rate does not count", () => {
  const rates = [25, 23.976, 25, 0, undefined, 23.98, 50].map((fps) =>
    clipOf(fps === undefined ? {} : { fps }),
  );
  expect(countRates(rates)).toEqual([
    { fps: 23.976, clips: 2 },
    { fps: 25, clips: 2 },
    { fps: 50, clips: 1 },
  ]);
});
