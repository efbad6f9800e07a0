import { describe, expect, test } from "vitest";
import { parseCameraLetter } from "../../../src/metadata/values/camera-letter.ts";
import { clipBase } from "../../../src/metadata/values/clip-base.ts";
import { parseDate } from "../../../src/metadata/values/date.ts";
import { parseDistance, parseDistanceUnit } from "../../../src/metadata/values/distance.ts";
import { parseExposureIndex } from "../../../src/metadata/values/exposure-index.ts";
import { parseFlag } from "../../../src/metadata/values/flag.ts";
import { parseFps } from "../../../src/metadata/values/fps.ts";
import { parseCcShift, parseKelvin } from "../../../src/metadata/values/kelvin.ts";
import { focalLengthInLensName, parseMillimetres } from "../../../src/metadata/values/millimetres.ts";
import { parseNdFilter, parseNdWheel } from "../../../src/metadata/values/nd-filter.ts";
import { parseRating } from "../../../src/metadata/values/rating.ts";
import { parseShutter, type ShutterUnit } from "../../../src/metadata/values/shutter.ts";
import { parseStop } from "../../../src/metadata/values/stop.ts";
import { parseTake } from "../../../src/metadata/values/take.ts";
import { parseFilter, parseSlate, parseText } from "../../../src/metadata/values/text.ts";
import { parseClock, parseTimecodeText } from "../../../src/metadata/values/timecode-text.ts";

const NULL_WORDS = [
  ..."- -- --- n/a n.a. na none null unknown unspecified tbd ?".split(" "),
  "",
  "  ",
  "no scene name",
  '"no take name"',
  "N/A",
  "None",
];

/** The cell says nothing at all: no value and nothing to warn of. */
const SILENT = Symbol("silent");
/** The cell says something that is no value. */
const WARNED = Symbol("warned");
type Expected<T> = T | typeof SILENT | typeof WARNED;

function outcome<T>(parsed: { value?: T; warning?: string } | undefined): Expected<T> {
  if (parsed === undefined) return SILENT;
  return parsed.value === undefined ? WARNED : parsed.value;
}

describe.each([
  ["text", parseText],
  ["slate", parseSlate],
  ["filter", parseFilter],
  ["take", parseTake],
  ["flag", parseFlag],
  ["rating", parseRating],
  ["camera letter", parseCameraLetter],
  ["timecode", parseTimecodeText],
  ["frame rate", parseFps],
  ["date", parseDate],
  ["kelvin", parseKelvin],
  ["CC shift", parseCcShift],
  ["shutter", parseShutter],
  ["ND", parseNdFilter],
  ["focal length", parseMillimetres],
  ["distance", parseDistance],
  ["stop", parseStop],
  ["sensitivity", parseExposureIndex],
])("%s", (_, parse: (text: string) => { warning?: string } | undefined) => {
  test.each(NULL_WORDS)("%j is no value and no warning", (word) => {
    expect(parse(word)).toBeUndefined();
  });
});

test.each([
  ["kelvin", parseKelvin],
  ["sensitivity", parseExposureIndex],
  ["focal length", parseMillimetres],
  ["distance", parseDistance],
  ["frame rate", parseFps],
  ["stop", parseStop],
  ["shutter", parseShutter],
])("0, 0.000000 and all bits set are no %s", (_, parse: (text: string) => unknown) => {
  for (const nothing of ["0", "0.000000", "65535", "65535/65535", "4294967295"]) {
    expect(parse(nothing)).toBeUndefined();
  }
});

test.each([
  ["A001C001_240426_R1AA.mxf", "A001C001_240426_R1AA"],
  ["Y:\\x\\A020C003_150905_E2XZ.mov", "A020C003_150905_E2XZ"],
  ["/Volumes/d/A.mov", "A"],
  ["A.MP4", "A"],
  ["x.r3d", "x"],
  ["x.braw", "x"],
  ["x.ari", "x"],
  ["x.mts", "x"],
  ["x.m2t", "x"],
  ["x.mpg", "x"],
  ["x.webm", "x"],
  ["x.360", "x"],
  ["x.m4v", "x"],
  ["x.crm", "x"],
  ["x.wav", "x"],
  ["x.mov.mov", "x.mov"],
  ["469C.4.1", "469C.4.1"],
  ["A003C001_190625_R24Y.0049275", "A003C001_190625_R24Y"],
  ["A003C001_190625_R24Y.0049275.ari", "A003C001_190625_R24Y"],
  ["  XA007   ", "XA007"],
  ["Ko\u0308lner.mov", "K\u00F6lner"],
  ["/", undefined],
  ["/Users/me/Desktop/", undefined],
  ["none", undefined],
  [".mov", undefined],
])("the clip of %j is %j", (cell, expected) => {
  expect(clipBase(cell)).toBe(expected);
});

test.each([
  ["  a \t b\nc ", "a b c"],
  ["49/WT", "49/WT"],
  ["#4", "#4"],
  ["MiXed", "MiXed"],
  ["a\u0000b", "a b"],
  ["0", "0"],
])("text %j is %j", (cell, expected) => {
  expect(outcome(parseText(cell))).toBe(expected);
});

test.each<[string, Expected<string>]>([
  ["22/4/1", "22/4/1"],
  ["22A", "22A"],
  ["1E5", "1E5"],
  ["001", "001"],
  ["469C-4", "469C-4"],
  ["22.04.2001", WARNED],
  ["22-Apr", WARNED],
  ["Apr-22", WARNED],
  ["1.00E+05", WARNED],
  ["2001-04-22 00:00:00", WARNED],
])("slate %j is %s", (cell, expected) => {
  expect(outcome(parseSlate(cell))).toBe(expected);
});

test.each<[string, Expected<string>]>([
  ["0", SILENT],
  ["CLEAR", SILENT],
  ["no filter", SILENT],
  ["1/4 Black Pro-Mist", "1/4 Black Pro-Mist"],
])("filter %j is %s", (cell, expected) => {
  expect(outcome(parseFilter(cell))).toBe(expected);
});

test.each([
  ["1", "1", false],
  ["01", "1", false],
  ["003", "3", false],
  ["T3", "3", false],
  ["Tk 3", "3", false],
  ["Take 3", "3", false],
  ["3*", "3", true],
  ["*3", "3", true],
  ["(3)", "3", true],
  ["③", "3", true],
  ["2PK", "2PK", false],
  ["3PU", "3PU", false],
  ["3 pu", "3 pu", false],
  ["3PU*", "3PU", true],
  ["1xa", "1xa", false],
  ["4B", "4B", false],
  ["FS", "FS", false],
  ["NG", "NG", false],
  ["WT", "WT", false],
  ["MOS", "MOS", false],
  ["1-3", "1-3", false],
  ["1.0", "1", false],
  ["0", "0", false],
])("take %j is %j, circled %j", (cell, take, circled) => {
  expect(outcome(parseTake(cell))).toEqual({ take, circled });
});

test("zeros in front of a take are kept when asked for", () => {
  expect(parseTake("003", { keepZeros: true })?.value?.take).toBe("003");
});

test("a star alone is no take", () => {
  expect(parseTake("*")).toBeUndefined();
});

describe("yes and no", () => {
  const YES = [
    ..."* x X y yes Ja oui si TRUE t 1 circle Circled good print p ok ✓ ✔ ● select best".split(" "),
    ..."1.0 1,0 j O s V ✅ ○ ★ ✔️ xx ** [x] [X] (x) P. o.k. best! kop Kopierer keep favorite".split(" "),
    ...["x x", "good take", "Best Take"],
  ];
  const NO = "n no nein non FALSE f 0 0.0 ng n.g. N/G bad no! uncircled ☐ ❌ off".split(" ");
  test.each([...YES, "circle take"])("%s is yes", (word) => expect(outcome(parseFlag(word))).toBe(true));
  test.each([...NO, "[ ]", "( )", "not circled", "not printed"])("%s is no", (word) =>
    expect(outcome(parseFlag(word))).toBe(false),
  );
  test.each(["maybe", "Blue", "2", "hold", "xy", "."])("%s is neither", (word) =>
    expect(outcome(parseFlag(word))).toBe(WARNED),
  );
});

test.each<[string, Expected<number>]>([
  ["3", 3],
  ["3/5", 3],
  ["3 stars", 3],
  ["4 Sterne", 4],
  ["★★★☆☆", 3],
  ["***", 3],
  ["0", 0],
  ["6", WARNED],
  ["-1", WARNED],
  ["great", WARNED],
])("rating %j is %s", (cell, expected) => {
  expect(outcome(parseRating(cell))).toBe(expected);
});

test.each<[string, Expected<string>]>([
  ["A", "A"],
  ["a", "A"],
  ["A_", "A"],
  ["A Cam", "A"],
  ["CAM A", "A"],
  ["Camera A", "A"],
  ["Kamera A", "A"],
  ["A-Kamera", "A"],
  ["Cámara B", "B"],
  ["1.0", "1"],
  ["A001", "A"],
  ["A007C001", "A"],
  ["2", "2"],
  ["E2XZ", WARNED],
  ["Alexa Plus", WARNED],
  ["Main Cam", WARNED],
])("camera %j is %s", (cell, expected) => {
  expect(outcome(parseCameraLetter(cell))).toBe(expected);
});

test.each<[string, number | undefined, Expected<string>]>([
  ["01:02:03:04", undefined, "01:02:03:04"],
  ["1:2:3:4", undefined, "01:02:03:04"],
  ["01:02:03;04", undefined, "01:02:03;04"],
  ["01;02;03;04", undefined, "01:02:03;04"],
  ["01:02:03.04", undefined, "01:02:03;04"],
  ["01020304", undefined, "01:02:03:04"],
  ["01:00:59:100", undefined, "01:00:59:100"],
  ["01:00:00:23", 23.976, "01:00:00:23"],
  ["01:00:00:24", 23.976, WARNED],
  ["01:00:00:24", 24, WARNED],
  ["01:00:00:24", 25, "01:00:00:24"],
  ["24:00:00:00", undefined, WARNED],
  ["10:00:00", undefined, WARNED],
  ["10.14.25.10", undefined, "10:14:25:10"],
  ["10:14:25,10", undefined, "10:14:25:10"],
  ["10142510.0", undefined, "10:14:25:10"],
  ["1000000", undefined, "01:00:00:00"],
  ["00:01:00;00", 29.97, "00:01:00;02"],
  ["00:10:00;00", 29.97, "00:10:00;00"],
])("timecode %j at %s fps is %s", (cell, fps, expected) => {
  expect(outcome(parseTimecodeText(cell, fps === undefined ? {} : { fps }))).toBe(expected);
});

test.each([
  ["10:14:25", "10:14:25:00"],
  ["2:14:25 PM", "14:14:25:00"],
  ["12:14:25 a.m.", "00:14:25:00"],
  ["10:14", undefined],
  ["25:14:25", undefined],
  ["10:14:25:00", undefined],
])("the time of day %j is the second %j", (cell, expected) => {
  expect(parseClock(cell)).toBe(expected);
});

test("a label that drop-frame leaves out is used as the next one, with a warning", () => {
  expect(parseTimecodeText("00:01:00;00", { fps: 29.97 })?.warning).toContain("00:01:00;02");
});

test("a column of its own can say that timecode is drop-frame", () => {
  expect(parseTimecodeText("01:02:03:04", { dropFrame: true })?.value).toBe("01:02:03;04");
});

test.each<[string, Expected<number>]>([
  ["24", 24],
  ["24.000", 24],
  ["24fps", 24],
  ["24 fps", 24],
  ["24p", 24],
  ["24.00p", 24],
  ["23.976", 23.976],
  ["23.98", 23.976],
  ["23,976", 23.976],
  ["24000/1001", 23.976],
  ["23.97 ND", 23.976],
  ["023.976-ND", 23.976],
  ["29.97", 29.97],
  ["29.97DF", 29.97],
  ["59.94i", 29.97],
  ["59.94p", 59.94],
  ["25.000", 25],
  ["50i", 25],
  ["48,1,", 48],
  ["30000/1001", 29.97],
  ["47.952", 47.952],
  ["47.95", 47.952],
  ["119.88", 119.88],
  ["12.5", 12.5],
  ["1e3", WARNED],
  ["fast", WARNED],
  ["-25", WARNED],
])("frame rate %j is %s", (cell, expected) => {
  expect(outcome(parseFps(cell))).toBe(expected);
});

test.each<[string, Expected<string>]>([
  ["20240426", "20240426"],
  ["2024-04-26", "20240426"],
  ["2024/04/26", "20240426"],
  ["2024:04:26", "20240426"],
  ["2024_05_21", "20240521"],
  ["2021-07-16T11:46:22-08:00", "20210716"],
  ["2021-07-16T23:46:22+10:00", "20210716"],
  ["2021/12/31 23:01", "20211231"],
  ["2023 5 11 18:41:22,000", "20230511"],
  ["26.04.2024", "20240426"],
  ["26/04/2024", "20240426"],
  ["07/21/14", "20140721"],
  ["07/08/14", WARNED],
  ["22/4/1", WARNED],
  ["05/05/2024", "20240505"],
  ["240426", "20240426"],
  ["7/28/17 10:49:11 AM", "20170728"],
  ["10/2/01 9:49:06 AM", WARNED],
  ["26 Apr 2024", "20240426"],
  ["Wed Jan 1 10:00:00 2025", "20250101"],
  ["20240231", WARNED],
  ["2024-13-01", WARNED],
  ["yesterday", WARNED],
  ["1E5", WARNED],
  ["26-Apr-24", "20240426"],
  ["26/abr/2024", "20240426"],
  ["26.апр.2024", "20240426"],
  ["26APR24", "20240426"],
  ["Friday, April 26, 2024", "20240426"],
  ["Freitag, 26. April 2024", "20240426"],
  ["vendredi 26 avril 2024", "20240426"],
  ["2024年4月26日", "20240426"],
  ["20240426.0", "20240426"],
  ["20240426 10:00", "20240426"],
  ["24-04-24", "20240424"],
  ["26/04/26", "20260426"],
  ["45408", "20240426"],
  ["45408.5", "20240426"],
  ["12345", WARNED],
  ["22 Apr", WARNED],
])("date %j is %s", (cell, expected) => {
  expect(outcome(parseDate(cell))).toBe(expected);
});

test.each([
  ["07/08/14", "mdy", "20140708"],
  ["07/08/14", "dmy", "20140807"],
  ["14/08/07", "ymd", "20140807"],
  ["04.05.2024", "mdy", "20240405"],
] as const)("date %j in the order %s is %s", (cell, dateOrder, expected) => {
  expect(parseDate(cell, { dateOrder })?.value).toBe(expected);
});

test.each<[string, number | typeof SILENT | typeof WARNED, number | undefined]>([
  ["5600", 5600, undefined],
  ["5600K", 5600, undefined],
  ["5600 K", 5600, undefined],
  ["5,600", 5600, undefined],
  ["5600.0", 5600, undefined],
  ["5600 +3", 5600, 3],
  ["5600 CC -3", 5600, -3],
  ["5600K -3", 5600, -3],
  ["3200/−1", 3200, -1],
  ["3200/-1", 3200, -1],
  ["D65", SILENT, undefined],
  ["Daylight", WARNED, undefined],
  ["1200", WARNED, undefined],
  ["25000", WARNED, undefined],
])("white balance %j is %s K, CC %s", (cell, kelvin, ccShift) => {
  const parsed = parseKelvin(cell);
  expect(outcome(parsed)).toEqual(typeof kelvin === "symbol" ? kelvin : { kelvin, ccShift });
});

test.each<[string, Expected<number>]>([
  ["+0", 0],
  ["  0", 0],
  ["CC -3", -3],
  ["-3", -3],
  ["−3", -3],
  ["-3M", -3],
  ["3M", -3],
  ["M3", -3],
  ["+2G", 2],
  ["G2", 2],
  ["-2G", WARNED],
  ["green", WARNED],
])("CC shift %j is %s", (cell, expected) => {
  expect(outcome(parseCcShift(cell))).toBe(expected);
});

test.each<[string, ShutterUnit | undefined, number | undefined, Expected<number>]>([
  ["180", undefined, undefined, 180],
  ["180.0", undefined, undefined, 180],
  ["180.0°", undefined, undefined, 180],
  ["180 deg", undefined, undefined, 180],
  ["180 degrees", undefined, undefined, 180],
  ["180∢", undefined, undefined, 180],
  ["180,0", undefined, undefined, 180],
  ["172.8", undefined, undefined, 172.8],
  ["1/48", undefined, 24, 180],
  ["1/48", undefined, 23.976, 179.82],
  ["1/48", undefined, 25, 187.5],
  ["1/50", undefined, 25, 180],
  ["1/50 s", undefined, 25, 180],
  ["1/50", undefined, undefined, WARNED],
  ["48", "fraction", 24, 180],
  ["20.000 ms", undefined, 24, 172.8],
  ["20.0 ms", "milliseconds", 24, 172.8],
  ["20", "milliseconds", 24, 172.8],
  ["0.02", "seconds", 24, 172.8],
  ["20000/1000000 s", undefined, 25, 180],
  ["18000/100", "seconds", undefined, 180],
  ["1800", undefined, undefined, 180],
  ["1800", "tenths", undefined, 180],
  ["172.8", "tenths", undefined, 172.8],
  ["10380", "hundredths", undefined, 103.8],
  ["Off/360", undefined, undefined, 360],
  ["off", undefined, undefined, 360],
  ["360", undefined, undefined, 360],
  ["99999", undefined, undefined, WARNED],
  ["1/2", undefined, 24, WARNED],
  ["wide", undefined, undefined, WARNED],
])("shutter %j (%s) at %s fps is %s", (cell, unit, sensorFps, expected) => {
  const options = { ...(unit && { unit }), ...(sensorFps !== undefined && { sensorFps }) };
  expect(outcome(parseShutter(cell, options))).toBe(expected);
});

test("tenths of a degree are read with a warning", () => {
  expect(parseShutter("1800")?.warning).toContain("tenths");
});

test.each<[string, Expected<string>]>([
  ["0.6", "ND 0.6"],
  ["ND 0.6", "ND 0.6"],
  ["ND.6", "ND 0.6"],
  [".6", "ND 0.6"],
  ["nd 0,6", "ND 0.6"],
  ["1.200", "ND 1.2"],
  ["ND2", "ND2"],
  ["2 stops", "2 stops"],
  ["1/4", "1/4"],
  ["6", "6"],
  ["0", SILENT],
  ["0.000000", SILENT],
  ["Clear", SILENT],
  ["No Filter", SILENT],
  ["Off", SILENT],
])("ND %j is %s", (cell, expected) => {
  expect(outcome(parseNdFilter(cell))).toBe(expected);
});

test.each<[string, Expected<string>]>([
  ["1", SILENT],
  ["4", "1/4"],
])("ND wheel %j is %s", (cell, expected) => {
  expect(outcome(parseNdWheel(cell))).toBe(expected);
});

test.each<[string, Expected<number>]>([
  ["50mm", 50],
  ["50 mm", 50],
  ["50.0", 50],
  ["40.000", 40],
  ["32.00 mm", 32],
  ["180/10", 18],
  ["24-70mm @ 35mm", 35],
  ["24-70mm", WARNED],
  ["Cooke S4 32 1178", WARNED],
  ["1e2", WARNED],
])("focal length %j is %s", (cell, expected) => {
  expect(outcome(parseMillimetres(cell))).toBe(expected);
});

test.each([
  ["40mm T1.5 FF | 018", 40],
  ["Zeiss 25 mm", 25],
  ["Cooke S4 32 1178", undefined],
  ["Angenieux 24-290mm", undefined],
  ["ARRI SP40 T1.8", undefined],
])("the focal length in the lens name %j is %j", (lens, expected) => {
  expect(focalLengthInLensName(lens)).toBe(expected);
});

test.each<[string, Parameters<typeof parseDistance>[1], Expected<number>]>([
  ["4.812 m", undefined, 4.812],
  ["4.812", { unit: "m" }, 4.812],
  ["885 mm", undefined, 0.885],
  ["88.5cm", undefined, 0.885],
  ["7ft 3in", undefined, 2.2098],
  ["7'3\"", undefined, 2.2098],
  ["7′ 3″", undefined, 2.2098],
  ["7-3", undefined, 2.2098],
  ["5.83", { unit: "ft" }, 1.777],
  ["34843 inch", undefined, 0.885],
  ["885 mm", { unit: "ft" }, 0.885],
  ["∞", undefined, SILENT],
  ["inf", undefined, SILENT],
  ["Infinity", undefined, SILENT],
  ["5.83", undefined, WARNED],
  ["3 yards", undefined, WARNED],
])("distance %j (%j) is %s m", (cell, options, expected) => {
  expect(outcome(parseDistance(cell, options))).toBe(expected);
});

test.each([
  ["Imperial", "ft"],
  ["Meter", "m"],
  ["(none)", undefined],
])("the distance unit %j is %j", (cell, expected) => {
  expect(parseDistanceUnit(cell)).toBe(expected);
});

test.each<[string, number | typeof SILENT | typeof WARNED, "f" | "t" | undefined]>([
  ["T2.8", 2.8, "t"],
  ["T 2.8", 2.8, "t"],
  ["t/2.8", 2.8, "t"],
  ["2.8", 2.8, undefined],
  ["2,8", 2.8, undefined],
  ["5.600000", 5.6, undefined],
  ["f/4", 4, "f"],
  ["F5.6", 5.6, "f"],
  ["ƒ4", 4, "f"],
  ["2.0 + 0/10", 2, undefined],
  ["1.4 + 7/10", 1.78, undefined],
  ["T 2 3/10", 2.22, "t"],
  ["T2.8 1/3", 3.14, "t"],
  ["2.8⅓", 3.14, undefined],
  ["280", 2.8, undefined],
  ["45/10", 4.5, undefined],
  ["Open", SILENT, undefined],
  ["Wide open", SILENT, undefined],
  ["0.1", WARNED, undefined],
  ["T", WARNED, undefined],
])("stop %j is %s, kind %s", (cell, stop, kind) => {
  expect(outcome(parseStop(cell))).toEqual(typeof stop === "symbol" ? stop : { stop, kind });
});

test.each([
  ["3000", 2],
  ["3000/1000 stop", 2],
  ["2667", 1.78],
])("linear iris %j is T%s", (cell, stop) => {
  expect(outcome(parseStop(cell, { scale: "linear" }))).toEqual({ stop, kind: "t" });
});

test.each<[string, Expected<number>]>([
  ["800", 800],
  ["800EI", 800],
  ["EI 800", 800],
  ["ISO 800", 800],
  ["ASA800", 800],
  ["1,280", 1280],
  ["1.280", 1280],
  ["800/1600", 800],
  ["500 EI:250", 250],
  ["800.0", 800],
  ["2147485248/1", WARNED],
  ["high", WARNED],
  ["1e3", WARNED],
])("sensitivity %j is %s", (cell, expected) => {
  expect(outcome(parseExposureIndex(cell))).toBe(expected);
});

test("the first of two sensitivities is used with a warning", () => {
  expect(parseExposureIndex("800/1600")?.warning).toContain("first");
});
