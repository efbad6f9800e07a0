import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readIxml } from "../../../src/metadata/sound/read-ixml.ts";
import { ixmlChunk } from "../../support/metadata-wav.ts";
import { hostileText } from "../../support/metadata-text.ts";

const ixml = (inner: string) => readIxml(ixmlChunk(inner).body);

const SOUND_DEVICES = `
  <IXML_VERSION>1.5</IXML_VERSION><PROJECT>BMH</PROJECT><SCENE>A101</SCENE><TAKE>003</TAKE><NOTE>Plane &amp; dog</NOTE>
  <CIRCLED>TRUE</CIRCLED>
  <SPEED>
    <NOTE>camera speed changed</NOTE>
    <TIMECODE_FLAG>NDF</TIMECODE_FLAG><TIMECODE_RATE>24000/1001</TIMECODE_RATE>
    <FILE_SAMPLE_RATE>48000</FILE_SAMPLE_RATE><TIMESTAMP_SAMPLE_RATE>48000</TIMESTAMP_SAMPLE_RATE>
    <TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>0000000000</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>
    <TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>2191661476</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>
  </SPEED>
  <FILE_SET><TOTAL_FILES>2</TOTAL_FILES><FAMILY_UID>USSDVGR1</FAMILY_UID><FILE_SET_INDEX>A</FILE_SET_INDEX></FILE_SET>
  <TRACK_LIST><TRACK_COUNT>1</TRACK_COUNT><TRACK><NAME>Anna_Lav</NAME></TRACK></TRACK_LIST>
  <BEXT><BWF_ORIGINATION_DATE>2018-12-31</BWF_ORIGINATION_DATE></BEXT>`;

test("gives what the recorder knows of the take, and no name of a track", () => {
  const read = ixml(SOUND_DEVICES);
  expect(read).toEqual({
    scene: "A101",
    take: "003",
    note: "Plane & dog",
    circled: true,
    date: "2018-12-31",
    rate: "24000/1001",
    dropFrame: false,
    timeReference: 2_191_661_476,
    isNoGood: false,
    isFalseStart: false,
    isWildTrack: false,
    family: "USSDVGR1",
    fileSampleRate: 48_000,
    timestampSampleRate: 48_000,
  });
  expect(JSON.stringify(read)).not.toContain("Anna");
});

test.each([
  ["TRUE", true],
  ["true", true],
  [" True ", true],
  ["FALSE", false],
  ["false", false],
  ["", undefined],
  ["maybe", undefined],
])("CIRCLED %j is %s", (text, expected) => {
  expect(ixml(`<CIRCLED>${text}</CIRCLED>`)?.circled).toBe(expected);
});

test.each([
  ["<NO_GOOD>true</NO_GOOD>", { isNoGood: true, isFalseStart: false, isWildTrack: false }],
  ["<WILD_TRACK>TRUE</WILD_TRACK>", { isNoGood: false, isWildTrack: true }],
  ["<FALSE_START>TRUE</FALSE_START>", { isFalseStart: true }],
  ["<TAKE_TYPE>NO_GOOD, wild_track</TAKE_TYPE>", { isNoGood: true, isWildTrack: true, isFalseStart: false }],
  ["<TAKE_TYPE>DEFAULT</TAKE_TYPE>", { isNoGood: false, isWildTrack: false, isFalseStart: false }],
  ["<NO_GOOD>FALSE</NO_GOOD>", { isNoGood: false }],
])("%s", (inner, expected) => {
  expect(ixml(inner)).toMatchObject(expected);
});

describe("the start time", () => {
  test.each([
    [
      "is two words",
      "<SPEED><TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI><TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>2</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED>",
      2 ** 32 + 2,
    ],
    [
      "is spelled with one S as well",
      "<SPEED><TIMESTAMP_SAMPLE_SINCE_MIDNIGHT_LO>5</TIMESTAMP_SAMPLE_SINCE_MIDNIGHT_LO></SPEED>",
      5,
    ],
    [
      "may be printed with a sign",
      "<BEXT><BWF_TIME_REFERENCE_LOW>-1944591466</BWF_TIME_REFERENCE_LOW><BWF_TIME_REFERENCE_HIGH>0</BWF_TIME_REFERENCE_HIGH></BEXT>",
      2_350_375_830,
    ],
    ["may be missing", "<SPEED></SPEED>", undefined],
    [
      "may be nonsense",
      "<SPEED><TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>1e9</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO></SPEED>",
      undefined,
    ],
  ])("%s", (_, inner, expected) => {
    expect(ixml(inner)?.timeReference).toBe(expected);
  });
});

test("a file on its own has no family", () => {
  const alone = "<FILE_SET><TOTAL_FILES>1</TOTAL_FILES><FAMILY_UID>X</FAMILY_UID></FILE_SET>";
  expect(ixml(alone)?.family).toBeUndefined();
});

test("UTF-16 with its mark is read", () => {
  const text = "\ufeff<BWFXML><SCENE>7É</SCENE></BWFXML>";
  expect(readIxml(Buffer.from(text, "utf16le"))?.scene).toBe("7É");
});

test.each([
  ["nothing", ""],
  ["NULs", "\0\0\0"],
  ["another root", "<html><SCENE>1</SCENE></html>"],
  ["an empty root", "<BWFXML/>"],
  ["entities of its own", `<!DOCTYPE x [<!ENTITY a "b">]><BWFXML><SCENE>&a;</SCENE></BWFXML>`],
])("%s is not an iXML", (_, text) => {
  expect(readIxml(Buffer.from(text))).toBeUndefined();
});

test("no text makes it throw or give a blank", () => {
  const good = ixmlChunk(SOUND_DEVICES).body.toString();
  const broken = fc
    .tuple(fc.nat(good.length), fc.string({ maxLength: 5 }))
    .map(([at, text]) => good.slice(0, at) + text + good.slice(at + 3));
  fc.assert(
    fc.property(fc.oneof(hostileText(60), broken), (text) => {
      for (const value of Object.values(readIxml(Buffer.from(text)) ?? {})) expect(value).not.toBe("");
    }),
    { numRuns: 200 },
  );
});

test("elements nested without end are no iXML, or a harmless one", () => {
  expect(() => ixml("<A>".repeat(50_000))).not.toThrow();
});
