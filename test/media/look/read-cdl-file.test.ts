import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseCorrection, parseCdlFile, readCdlFile } from "../../../src/media/look/read-cdl-file.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const correction = (id: string, slope = "1.2 1 0.9") => `
  <ColorCorrection id="${id}">
    <SOPNode><Description>day</Description><Slope>${slope}</Slope><Offset>0 -0.01 0.02</Offset><Power>1 1 1.1</Power></SOPNode>
    <SatNode><Saturation>0.9</Saturation></SatNode>
  </ColorCorrection>`;
const wanted = { slope: [1.2, 1, 0.9], offset: [0, -0.01, 0.02], power: [1, 1, 1.1], saturation: 0.9 };
const collection = (inner: string) =>
  `<?xml version="1.0"?><ColorCorrectionCollection xmlns="urn:ASC:CDL:v1.2">${inner}</ColorCorrectionCollection>`;
const parse = (text: string) => parseCdlFile(text, "show.ccc");

test("a single correction (.cc)", () => {
  expect(parse(`<?xml version="1.0"?>${correction("a")}`)).toEqual([
    { id: "a", mediaRef: undefined, cdl: wanted },
  ]);
});

test("a collection (.ccc), in order", () => {
  expect(parse(collection(correction("a") + correction("b"))).map(({ id }) => id)).toEqual(["a", "b"]);
});

test("a decision list (.cdl) with what each is for", () => {
  const decision = (id: string, ref: string) =>
    `<ColorDecision><MediaRef ref="${ref}"/>${correction(id)}</ColorDecision>`;
  const list = `<ColorDecisionList>${decision("x", "A001C001.mov")}${decision("y", "A001C002.mov")}</ColorDecisionList>`;
  expect(parse(list).map(({ mediaRef }) => mediaRef)).toEqual(["A001C001.mov", "A001C002.mov"]);
});

test.each([
  ["a name space prefix", correction("a").replaceAll(/<(\/?)/g, "<$1cdl:")],
  ["SATNode in capitals", correction("a").replaceAll("SatNode", "SATNode")],
  ["ASC_SOP and ASC_SAT", correction("a").replaceAll("SOPNode", "ASC_SOP").replaceAll("SatNode", "ASC_SAT")],
  ["line breaks between numbers", correction("a", "\n1.2\n\t1\r\n0.9\n")],
])("%s", (_, text) => {
  expect(parse(text)[0]!.cdl).toEqual(wanted);
});

test("what is left out is neutral", () => {
  const [only] = parse("<ColorCorrection><SatNode><Saturation>0</Saturation></SatNode></ColorCorrection>");
  expect(only).toEqual({
    id: undefined,
    mediaRef: undefined,
    cdl: { slope: [1, 1, 1], offset: [0, 0, 0], power: [1, 1, 1], saturation: 0 },
  });
});

describe("refused, in words", () => {
  test.each<[string, string, RegExp]>([
    ["another file", "<fcpxml/>", /show\.ccc: it holds no ColorCorrection/],
    ["nothing of XML", "(1 1 1)(0 0 0)(1 1 1)", /no ColorCorrection|not well-formed XML/],
    ["cut off", collection(correction("a")).slice(0, 200), /not well-formed XML/],
    ["two numbers", correction("a", "1 1"), /Slope of the correction "a" is "1 1", not three numbers/],
    ["decimal commas", correction("a", "1,2 1,0 0,9"), /not three numbers/],
    ["a negative slope", correction("a", "-1 1 1"), /correction "a" cannot be used: its slope is -1/],
    ["no numbers at all", '<ColorCorrection id="a"/>', /neither SOPNode nor SatNode/],
    [
      "entities",
      `<!DOCTYPE x [<!ENTITY a "1"><!ENTITY f SYSTEM "file:///etc/passwd">]>${correction("&f;")}`,
      /declares a document type/,
    ],
    ["deep nesting", "<a>".repeat(50_000) + "</a>".repeat(50_000), /not well-formed XML|no ColorCorrection/],
  ])("%s", (_, text, message) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: "lut_invalid", message: expect.stringMatching(message) as string }),
    );
  });
});

test("ten thousand corrections in bearable time", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => correction(`clip${at}`)).join("");
  expect(parse(collection(many))).toHaveLength(10_000);
});

test("chosen by look, by clip name, by media reference, or because there is but one", () => {
  const list = parse(
    `<ColorDecisionList>
      <ColorDecision>${correction("A001C001_240426_R1AA", "2 1 1")}</ColorDecision>
      <ColorDecision><MediaRef ref="\\\\nas\\day1\\A001C002_240426_R1AA.MXF"/>${correction("cc2", "3 1 1")}</ColorDecision>
      <ColorDecision>${correction("Day Ext", "4 1 1")}</ColorDecision>
    </ColorDecisionList>`,
  );
  const slope = (clipName: string, lookId?: string) =>
    chooseCorrection(list, { clipName, lookId })?.cdl.slope[0];
  expect(slope("A001C001_240426_R1AA")).toBe(2);
  expect(slope("a001c002_240426_r1aa")).toBe(3);
  expect(slope("A001C002_240426_R1AA", "day ext")).toBe(4);
  expect(slope("A001C003_240426_R1AA")).toBeUndefined();
  const one = parse(correction("show"));
  expect(chooseCorrection(one, { clipName: "A001C003" })?.id).toBe("show");
  const other = parse(correction("A001C001_240426_R1AA.mxf"));
  expect(chooseCorrection(other, { clipName: "A001C003_240426_R1AA" })).toBeUndefined();
});

test("UTF-16 and a missing file", async () => {
  const folder = await tempFolder();
  const path = join(folder, "wide.cc");
  await writeFile(path, Buffer.from(`\uFEFF${correction("a")}`, "utf16le"));
  expect((await readCdlFile(path))[0]!.cdl).toEqual(wanted);
  await expect(readCdlFile(join(folder, "none.cc"))).rejects.toThrow("there is no such file");
});
