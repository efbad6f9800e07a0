import { expect, test } from "vitest";
import { readBext } from "../../../src/metadata/sound/read-bext.ts";
import { bextChunk } from "../../support/metadata-wav.ts";

const bext = (...fields: Parameters<typeof bextChunk>) => readBext(bextChunk(...fields).body);

test("Sound Devices' lines are read, but not its tracks", () => {
  const description = [
    "sSPEED=023.976-ND",
    "sTAKE=3",
    "sUBITS=$12311803",
    "sSCENE=A101",
    "sFILENAME=A101_3.WAV",
    "sTAPE=18Y12M31",
    "sTRK1=Anna_Lav",
    "sNOTE=plane",
    "",
  ].join("\r\n");
  const read = bext({ description, date: "2018-12-31", timeReference: 2_191_661_476 });
  expect(read).toMatchObject({
    scene: "A101",
    take: "3",
    note: "plane",
    rate: "023.976-ND",
    dropFrame: false,
    date: "2018-12-31",
    timeReference: 2_191_661_476,
  });
  expect(JSON.stringify(read)).not.toContain("Anna");
});

test.each([
  ["Zoom", "SCENE=Scene_1\r\nTAKE=001\r\nCIRCLED=TRUE\r\n", { scene: "Scene_1", take: "001", circled: true }],
  ["Metacorder", "gSCENE=2C\ngTAKE=06\n", { scene: "2C", take: "06" }],
  ["Zaxcom", "zSCENE=4\rzTAKE=2\rzCIRCLED=false\r", { scene: "4", take: "2", circled: false }],
  ["Pro Tools", "dSCENE=A101\r\ndTAKE=4\r\n", { scene: "A101", take: "4" }],
  ["nobody", "Recorded at the sea. SCENE=no", { scene: undefined, take: undefined }],
  [
    "empty values",
    "sSCENE=\r\nsTAKE= \r\nsNOTE=\r\n",
    { scene: undefined, take: undefined, note: undefined },
  ],
])("the description of %s", (_, description, expected) => {
  expect(bext({ description })).toMatchObject(expected);
});

test.each([
  ["029.970-DF", true],
  ["29.97D", true],
  ["029.970-ND", false],
  ["25.000ND", false],
  ["30NDF", false],
  ["25", false],
])("the speed %s counts drop-frame: %s", (speed, expected) => {
  expect(bext({ description: `sSPEED=${speed}\r\n` }).dropFrame).toBe(expected);
});

test("a start time above 32 bits is whole", () => {
  expect(bext({ timeReference: 2n ** 32n + 7n }).timeReference).toBe(2 ** 32 + 7);
});

test("a value that the end of the description cuts off is not taken", () => {
  const description = `sSCENE=22A\r\nsNOTE=${"x".repeat(300)}`;
  expect(bext({ description })).toMatchObject({ scene: "22A", note: undefined });
});

test("a note in the machine's own Latin is readable", () => {
  const { body } = bextChunk({ description: "sNOTE=caf?\r\n" });
  body[body.indexOf("?")] = 0xe9;
  expect(readBext(body).note).toBe("café");
});

test("a chunk that is cut off says what is there", () => {
  expect(readBext(Buffer.from("sSCENE=1\r\n"))).toMatchObject({ scene: "1", timeReference: undefined });
  expect(Object.values(readBext(Buffer.alloc(0))).filter((value) => value !== undefined)).toEqual([]);
});
