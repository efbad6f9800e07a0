import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { OdailiesError } from "../../src/domain/errors.ts";
import type { Event } from "../../src/domain/events.ts";
import { parseColumnMapping } from "../../src/metadata/columns/parse-column-mapping.ts";
import { type ExplainRequest, explainSheets, type Explanation } from "../../src/runs/explain-sheets.ts";
import { renderExplanation } from "../../src/render/explanation-table.ts";
import { frameOf } from "../support/frame-request.ts";
import { writeSheet } from "../support/annotate-sheet.ts";

const SHEET = join(import.meta.dirname, "../../fixtures/card/continuity.csv");

async function explain(
  sheets: readonly string[],
  options: { map?: readonly string[]; destination?: ExplainRequest["destination"] } = {},
) {
  const events: Event[] = [];
  let explanation: Explanation = { sheets: [], values: [] };
  const result = await explainSheets({
    sheets,
    reading: {
      map: (options.map ?? []).map(parseColumnMapping),
      dateOrder: undefined,
      encoding: undefined,
    },
    match: undefined,
    destination: options.destination,
    frame: frameOf("annotate", events),
    show: (shown) => void (explanation = shown),
  });
  return { result, events, explanation, table: shown(explanation, false), json: shown(explanation, true) };
}

function shown(explanation: Explanation, json: boolean): string {
  let text = "";
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const streams = { stdout: stdout as NodeJS.WriteStream, redact: (line: string) => line };
  renderExplanation(explanation, json, streams);
  return text;
}

const columnOf = ({ explanation }: { explanation: Explanation }, name: string) =>
  explanation.sheets[0]?.columns.find(({ column }) => column === name);

test("the fixture card's sheet is explained column by column and clip by clip", async () => {
  const { table, result } = await explain([SHEET]);
  expect(result).toMatchObject({ exitCode: 0, rows: { total: 5, matched: 4, unmatched: 1 } });
  const [columns = "", values = ""] = table.split("\n\n");
  expect(columns.replaceAll(/A001C00\d_261120_R1AA/g, "…")).toMatchInlineSnapshot(`
    "continuity.csv (csv, utf-8, 5 rows)
    COLUMN       READ AS      EXAMPLES
    File Name    name         ….mov → … · ….mov → … · ….mov → …
    Scene        scene        22 · 22A
    Shot         shot         4 · 1 · WT
    Take         take         1 · 2
    Circled      circled      x → true
    Description  description  Anna at the window · Same, tighter · Insert: letter
    Lens         lens         50mm · 85mm · 35mm
    T-Stop       tStop        2,8 → 2.8 · 4"
  `);
  expect(values.split("\n").slice(0, 9).join("\n")).toMatchInlineSnapshot(`
    "CLIP                  PROPERTY     VALUE                 FROM
    A001C001_261120_R1AA  scene        22                    continuity.csv:2 Scene
    A001C001_261120_R1AA  shot         4                     continuity.csv:2 Shot
    A001C001_261120_R1AA  take         1                     continuity.csv:2 Take
    A001C001_261120_R1AA  description  "Anna at the window"  continuity.csv:2 Description
    A001C001_261120_R1AA  circled      true                  continuity.csv:2 Circled
    A001C001_261120_R1AA  lens         50mm                  continuity.csv:2 Lens
    A001C001_261120_R1AA  tStop        2.8                   continuity.csv:2 T-Stop
    A001C001_261120_R1AA  focalLength  50                    continuity.csv:2 Lens"
  `);
});

test("cells are shown with what they were read as, in JSON too", async () => {
  const { json } = await explain([SHEET]);
  const lines = json
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.find(({ column }) => column === "T-Stop")).toEqual({
    type: "column",
    ts: expect.any(String) as string,
    sheet: "continuity.csv",
    column: "T-Stop",
    property: "tStop",
    examples: [
      { text: "2,8", value: 2.8 },
      { text: "4", value: 4 },
    ],
  });
  expect(lines.find(({ clip, property }) => clip === "C0001" && property === "tStop")).toEqual({
    type: "value",
    ts: expect.any(String) as string,
    clip: "C0001",
    property: "tStop",
    value: 2.8,
    source: "continuity.csv:5",
    column: "T-Stop",
    instead_of: [],
  });
});

test("why a column gives nothing is said", async () => {
  const sheet = await writeSheet(
    "day.csv",
    "File Name,Scene,Take,Comments,Notes,Mood,Empty,Camera Roll,Camera Tilt,Rating,Secret",
    "A001C001.mov,22,1,Wide,Second,calm,,0.4,-2.1,lots,x",
    "A001C002.mov,22,2,Close,Third,tense,,1.2,-2.1,more,y",
  );
  const explained = await explain([sheet], { map: ["Secret=ignore"] });
  expect(columnOf(explained, "Take")).toMatchObject({ property: "take", reason: undefined });
  expect(columnOf(explained, "Notes")?.reason).toBe('description is read from "Comments".');
  expect(columnOf(explained, "Mood")).toMatchObject({
    property: "ignored",
    examples: [{ text: "calm" }, { text: "tense" }],
    reason: "No property is called so; --map 'Mood=property' gives it one.",
  });
  expect(columnOf(explained, "Empty")?.reason).toBe("It is empty.");
  expect(columnOf(explained, "Camera Roll")?.reason).toContain("inclination");
  expect(columnOf(explained, "Rating")?.reason).toBe("No cell could be read as rating.");
  expect(columnOf(explained, "Secret")?.reason).toBe("It was taken out.");
});

test("a value tells which sheet it comes from and which it won over", async () => {
  const camera = await writeSheet("camera.csv", "Name,Scene,Take", "A001C001,22,1");
  const script = await writeSheet("script.csv", "Name,Take", "A001C001,2");
  const { explanation, table } = await explain([camera, script]);
  expect(explanation.values).toContainEqual({
    clip: "A001C001",
    property: "take",
    value: "2",
    source: { label: "script.csv:2", column: "Take" },
    insteadOf: [{ value: "1", source: { label: "camera.csv:2", column: "Take" } }],
  });
  expect(table).toContain("not 1 of camera.csv:2 Take");
});

test("with a destination the clips are those that are there", async () => {
  const memory = openMemory({ clips: [{ name: "A001C001_260422_R1AA", metadata: {} }] });
  const sheet = await writeSheet("day.csv", "Name,Scene", "A001C001,22", "A001C002,23");
  const destination = { label: "memory", id: "memory", open: () => Promise.resolve(memory) };
  const { explanation, events } = await explain([sheet], { destination });
  expect(explanation.values).toMatchObject([
    { clip: "A001C001_260422_R1AA", property: "scene", value: "22" },
  ]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "row-left", line: 3, reason: "unmatched", sheet: "day.csv" }),
  );
});

test("a destination that does not answer costs only its clips", async () => {
  const open = () => {
    throw new OdailiesError("destination_unreachable", "No network.", { hint: "" });
  };
  const destination = { label: "far away", id: "far", open };
  const { result, explanation, events } = await explain([SHEET], { destination });
  expect(result.exitCode).toBe(0);
  expect(explanation.values).not.toEqual([]);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "warning", code: "destination_unreachable" }),
  );
});

test("what a sheet holds cannot steer the terminal", async () => {
  const sheet = await writeSheet("day.csv", "Name,Scene,\u{202e}Mood", "A001C001,22\u{85}A,\u{9b}2J");
  const { table } = await explain([sheet]);
  expect(table).not.toMatch(/[\u{80}-\u{9f}\u{202e}]/u);
  expect(table).toContain("\\u009b2J");
});

test("a sheet that cannot be read is an error", async () => {
  const { result } = await explain(["/nowhere/day.csv"]);
  expect(result).toMatchObject({ code: "metadata_unreadable", exitCode: 31 });
});
