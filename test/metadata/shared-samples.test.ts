// What a person reads from each sheet of real sets that lies outside this repository; skipped where they are not there.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readSheet } from "../../src/metadata/read-sheet.ts";
import { type MetadataRow, understandSheet } from "../../src/metadata/understand-sheet.ts";

const SAMPLES = resolve(import.meta.dirname, "../../../shared/samples");

/**
 * `line | names that the clip may have | scene | take | start`, `-` where the sheet does not say; frames of one clip
 * are one row. A text alone is the refusal.
 */
const EXPECTED: Readonly<Record<string, readonly string[] | string>> = {
  "ale/AcademySoftwareFoundation__OpenTimelineIO__sample3.ale": [
    "11 | A005_C010_0501J0_001 or A005_C010_0501J0 | - | - | 17:49:33:01",
    "12 | A005_C010_0501J0_001 or A005_C010_0501J0 | - | - | 17:49:55:19",
    "13 | A005_C009_0501A0_001 or A005_C009_0501A0 | - | - | 17:40:25:06",
    "14 | A005_C010_0501J0_001 or A005_C010_0501J0 | - | - | 17:50:21:23",
  ],
  "ale/OpenTimelineIO__otio-ale-adapter__sample.ale": [
    "11 | test_017056 | - | - | 01:00:00:00",
    "12 | test_017057 | - | - | 01:00:00:00",
    "13 | test_017058 | - | - | 01:00:00:00",
    "14 | output or Something | - | - | 01:00:00:00",
  ],
  "ale/OpenTimelineIO__otio-ale-adapter__sample2.ale": [
    "8 | A007C001_140720_R2E4 or 19A-1xa or 3NY004 or XA007 | 19A | 1xa | 04:00:00:00",
    "9 | A007C002_140720_R2E4 or 19A-2xa or 3NY004 or XA007 | 19A | 2xa | 04:00:46:16",
  ],
  "ale/OpenTimelineIO__otio-ale-adapter__sample_blanks.ale": [
    "21 | A020C003_150905_E2XZ or A020E2XZ | - | - | 05:42:12:20",
  ],
  "ale/kloptops__ALEParser__simple.ALE": ["10 | CU Josh & Mary | - | - | 01:00:00:00"],
  "ale/pnardese__web-vfx-turnover__EPSV_traccia_VFX.ALE": [
    "11 | EPSV_08_015 or B040_C014_0411AW_001 | - | - | 18:51:50:13",
    "12 | EPSV_14_020 or A010_C018_0325YA_001 | - | - | 18:02:35:18",
    "13 | EPSV_20_020 or A005_C017_0321P5_001 | - | - | 11:00:17:15",
    "14 | EPSV_21_020 or B023_C006_0327C6_001 | - | - | 17:09:28:07",
    "15 | EPSV_26_020 or A035_C042_040965_001 | - | - | 20:25:46:12",
    "16 | EPSV_38_020 or A039_C009_0410AT_001 | - | - | 00:30:38:17",
    "17 | EPSV_41_020 or A026_C026_04054M_001 | - | - | 19:16:42:08",
    "18 | FILM_ID_041_010 or A026_C020_0405EA_001 | - | - | 18:53:11:08",
    "19 | FILM_ID_042_010 or B042_C018_0412LA_001 | - | - | 19:05:05:01",
    "20 | FILM_ID_042_020 or B042_C018_0412LA_001 | - | - | 19:05:08:16",
    "21 | FILM_ID_042_030 or B042_C018_0412LA_001 | - | - | 19:06:19:18",
    "22 | FILM_ID_042_040 or B042_C018_0412LA_001 | - | - | 19:06:31:03",
    "23 | FILM_ID_042_050 or B042_C018_0412LA_001 | - | - | 19:06:48:04",
    "24 | FILM_ID_042_060 or B042_C018_0412LA_001 | - | - | 19:06:56:15",
    "25 | FILM_ID_047_010 or A012_C013_0326FO_001 | - | - | 16:30:56:16",
    "26 | FILM_ID_047_020 or A012_C009_032690_001 | - | - | 16:04:07:11",
    "27 | FILM_ID_047_030 or A012_C013_0326FO_001 | - | - | 16:31:03:07",
    "28 | FILM_ID_047_040 or A012_C009_032690_001 | - | - | 16:04:17:00",
    "29 | FILM_ID_047_050 or A012_C023_032674_001 | - | - | 17:06:19:15",
    "30 | FILM_ID_047_060 or A012_C012_0326WI_001 | - | - | 16:25:18:14",
    "31 | FILM_ID_047_070 or A012_C023_032674_001 | - | - | 17:06:25:16",
    "32 | FILM_ID_047_080 or A012_C009_032690_001 | - | - | 16:04:20:09",
    "33 | FILM_ID_047_090 or A012_C009_032690_001 | - | - | 16:04:22:00",
    "34 | FILM_ID_047_100 or A012_C013_0326FO_001 | - | - | 16:31:17:21",
    "35 | FILM_ID_095_010 or B016_C023_03230T_001 | - | - | 12:13:53:14",
    "36 | FILM_ID_096_010 or B048_C002_0417S3_001 | - | - | 10:25:41:14",
  ],
  "ale/pnardese__web-vfx-turnover__EPSV_traccia_VFX_129.ALE": [
    "11 | EPSV_08_015 or B040_C014_0411AW_001 | - | - | 18:51:50:12",
    "12 | EPSV_14_020 or A010_C018_0325YA_001 | - | - | 18:02:35:17",
    "13 | EPSV_20_020 or A005_C017_0321P5_001 | - | - | 11:00:17:14",
    "14 | EPSV_21_020 or B023_C006_0327C6_001 | - | - | 17:09:28:06",
    "15 | EPSV_26_020 or A035_C042_040965_001 | - | - | 20:25:46:11",
    "16 | EPSV_38_020 or A039_C009_0410AT_001 | - | - | 00:30:38:16",
    "17 | EPSV_41_020 or A026_C026_04054M_001 | - | - | 19:16:42:07",
    "18 | EPSV_041_010 or A026_C020_0405EA_001 | - | - | 18:53:11:07",
    "19 | EPSV_042_010 or B042_C018_0412LA_001 | - | - | 19:05:05:00",
    "20 | EPSV_042_020 or B042_C018_0412LA_001 | - | - | 19:05:08:15",
    "21 | EPSV_042_030 or B042_C018_0412LA_001 | - | - | 19:06:19:17",
    "22 | EPSV_042_040 or B042_C018_0412LA_001 | - | - | 19:06:31:02",
    "23 | EPSV_042_050 or B042_C018_0412LA_001 | - | - | 19:06:48:03",
    "24 | EPSV_042_060 or B042_C018_0412LA_001 | - | - | 19:06:56:14",
    "25 | EPSV_047_010 or A012_C013_0326FO_001 | - | - | 16:30:56:15",
    "26 | EPSV_047_020 or A012_C009_032690_001 | - | - | 16:04:07:10",
    "27 | EPSV_047_030 or A012_C013_0326FO_001 | - | - | 16:31:03:06",
    "28 | EPSV_047_040 or A012_C009_032690_001 | - | - | 16:04:16:23",
    "29 | EPSV_047_050 or A012_C023_032674_001 | - | - | 17:06:19:14",
    "30 | EPSV_047_060 or A012_C012_0326WI_001 | - | - | 16:25:18:13",
    "31 | EPSV_047_070 or A012_C023_032674_001 | - | - | 17:06:25:15",
    "32 | EPSV_047_080 or A012_C009_032690_001 | - | - | 16:04:20:08",
    "33 | EPSV_047_090 or A012_C009_032690_001 | - | - | 16:04:21:23",
    "34 | EPSV_047_100 or A012_C013_0326FO_001 | - | - | 16:31:17:20",
    "35 | EPSV_095_010 or B016_C023_03230T_001 | - | - | 12:13:53:13",
    "36 | EPSV_096_010 or B048_C002_0417S3_001 | - | - | 10:25:41:13",
  ],
  "csv/SMPTE__ris-osvp-metadata-camdkit__20221007_TNumber_CanonCameraMetadata_Frames.csv": [
    "2 | - | - | - | 00:00:00:00",
  ],
  "csv/SMPTE__ris-osvp-metadata-camdkit__B001C001_180327_R1ZA.mov.csv": [
    "2 | B001C001_180327_R1ZA | - | - | 13:36:49:07",
  ],
  "csv/SMPTE__ris-osvp-metadata-camdkit__D001C005_210716AG.csv": [
    "2 | D001C005_210716AG | - | - | 16:47:04:19",
  ],
  "csv/SMPTE__ris-osvp-metadata-camdkit__arri_README.txt": "metadata_unreadable: no row names the columns",
  "csv/SMPTE__ris-osvp-metadata-camdkit__bmd_README.txt": "metadata_unreadable: no row names the columns",
  "csv/SMPTE__ris-osvp-metadata-camdkit__canon_README.txt": "metadata_unreadable: no row names the columns",
  "csv/iluvcapra__wavinfo__WaveAgentSoundReport.csv": [
    "7 | BULLET Impact Plastic LCD TV Screen Shatter Debris 2x | - | - | 00:00:00:18",
    "8 | A101_1_X or 18Y12M31 | A101 | 1 | 12:39:59:00",
    "9 | A101_1 or 18Y12M31 | A101 | 1 | 12:39:59:00",
    "10 | A101_2 or 18Y12M31 | A101 | 2 | 12:40:04:00",
    "11 | A101_3 or 18Y12M31 | A101 | 3 | 12:40:14:00",
    "12 | A101_4 or 18Y12M31 | A101 | 4 | 12:40:15:00",
    "13 | PT A101_4.A1 or 18Y12M31 | A101 | 4 | 12:40:15:00",
    "14 | Sr001-001-06_X or Sr001 | 001 | 6 | 13:36:06:04",
    "15 | Sr001-2C-01_X or Sr001 | 2C | 1 | 13:37:30:07",
  ],
  "csv/pnardese__web-vfx-turnover__EPSV_traccia_VFX_129_TAB.txt": [
    "2 | EPSV_08_015 | - | - | -",
    "3 | EPSV_14_020 | - | - | -",
    "4 | EPSV_20_020 | - | - | -",
    "5 | EPSV_21_020 | - | - | -",
    "6 | EPSV_26_020 | - | - | -",
    "7 | EPSV_38_020 | - | - | -",
    "8 | EPSV_41_020 | - | - | -",
    "9 | EPSV_041_010 | - | - | -",
    "10 | EPSV_042_010 | - | - | -",
    "11 | EPSV_042_020 | - | - | -",
    "12 | EPSV_042_030 | - | - | -",
    "13 | EPSV_042_040 | - | - | -",
    "14 | EPSV_042_050 | - | - | -",
    "15 | EPSV_042_060 | - | - | -",
    "16 | EPSV_047_010 | - | - | -",
    "17 | EPSV_047_020 | - | - | -",
    "18 | EPSV_047_030 | - | - | -",
    "19 | EPSV_047_040 | - | - | -",
    "20 | EPSV_047_050 | - | - | -",
    "21 | EPSV_047_060 | - | - | -",
    "22 | EPSV_047_070 | - | - | -",
    "23 | EPSV_047_080 | - | - | -",
    "24 | EPSV_047_090 | - | - | -",
    "25 | EPSV_047_100 | - | - | -",
    "26 | EPSV_095_010 | - | - | -",
    "27 | EPSV_096_010 | - | - | -",
  ],
  "csv/pnardese__web-vfx-turnover__EPSV_traccia_VFX_129_markers.txt":
    "metadata_unreadable: no row names the columns",
};

const describeRow = ({ line, names, metadata: { scene = "-", take = "-" }, start = "-" }: MetadataRow) =>
  [line, names.join(" or ") || "-", scene, take, start].join(" | ");

describe.skipIf(!existsSync(SAMPLES))("sample", () => {
  test.each(Object.entries(EXPECTED))("%s", async (file, expected) => {
    const reading = readSheet(join(SAMPLES, file));
    if (typeof expected === "string") {
      const [code = "", because = ""] = expected.split(": ");
      await expect(reading).rejects.toMatchObject({ code, message: expect.stringContaining(because) });
    } else {
      const { rows, problems } = understandSheet(await reading);
      expect(rows.map(describeRow)).toEqual(expected);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  test("every one is in the table", () => {
    const files = ["ale", "csv"].flatMap((folder) =>
      readdirSync(join(SAMPLES, folder)).map((name) => `${folder}/${name}`),
    );
    expect(files.sort()).toEqual(Object.keys(EXPECTED).sort());
  });
});
