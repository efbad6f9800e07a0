// Whatever the bytes: a sheet or metadata_unreadable, never another error, never for long.
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../../src/domain/errors.ts";
import { readSheetBytes } from "../../../src/metadata/read-sheet.ts";
import { sheetPath, sheetsIn } from "../../support/metadata-sheets.ts";

const NAMES = fc.constantFrom("day.ale", "day.csv", "day.txt", "day");

/** `read` or `refused`; anything else that is thrown, or a sheet that is no table, is what is wrong. */
async function outcomeOf(bytes: Uint8Array, name: string): Promise<string> {
  try {
    const { rows, columns, problems } = await readSheetBytes(bytes, name);
    if (rows.some((row) => row.cells.length !== columns.length)) return "a row of another width";
    if (problems.some((problem) => !problem.message.endsWith("."))) return "a problem without a sentence";
    return "read";
  } catch (error) {
    if (error instanceof OdailiesError) return error.code === "metadata_unreadable" ? "refused" : error.code;
    return String(error);
  }
}

const FINE = /^(read|refused)$/;

test("random bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), NAMES, async (bytes, name) => {
      expect(await outcomeOf(bytes, name)).toMatch(FINE);
    }),
  );
});

test("random text of the characters that matter", async () => {
  const words = [
    "Heading",
    "Column",
    "Data",
    "File Name",
    "Scene",
    "Take",
    "Start",
    "ASC_SOP",
    "01:00:00:00",
    "sep=",
  ];
  const marks = ["\t", ",", ";", "|", '"', '""', "\n", "\r", "\r\n", " ", "é", "\uFEFF", "?", ":", "1,5"];
  const text = fc
    .array(fc.constantFrom(...words, ...marks), { maxLength: 80 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, NAMES, async (content, name) => {
      expect(await outcomeOf(Buffer.from(content), name)).toMatch(FINE);
    }),
    { numRuns: 300 },
  );
});

describe("a sheet with damage", () => {
  const originals = ["ale", "csv"].flatMap(sheetsIn).map((file) => readFileSync(sheetPath(file)));
  const original = fc.constantFrom(...originals);

  test("bytes replaced", async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(original, edits, NAMES, async (bytes, changes, name) => {
        const damaged = Buffer.from(bytes);
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        expect(await outcomeOf(damaged, name)).toMatch(FINE);
      }),
      { numRuns: 100 },
    );
  });

  test("cut off, or a piece twice", async () => {
    await fc.assert(
      fc.asyncProperty(original, fc.nat(), fc.nat(), NAMES, async (bytes, from, to, name) => {
        const first = from % bytes.length;
        const second = to % bytes.length;
        const damaged = Buffer.concat([bytes.subarray(0, first), bytes.subarray(second)]);
        expect(await outcomeOf(damaged, name)).toMatch(FINE);
      }),
      { numRuns: 100 },
    );
  });
});

describe("large and mean", () => {
  const rows = (count: number, row: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => row(at)).join("\n");
  const CSV = "File Name,Scene,Take\n";
  const sheetOf = (text: string, name: string) => readSheetBytes(Buffer.from(text), name);

  test("50,000 rows of 245 columns", async () => {
    const columns = [
      "Name",
      "Tracks",
      "Start",
      "End",
      ...Array.from({ length: 241 }, (_, at) => `Column ${at}`),
    ];
    const cells = `V\t01:00:00:00\t01:00:01:00${"\t".repeat(240)}\tlast`;
    const text = `Heading\nColumn\n${columns.join("\t")}\nData\n${rows(50_000, (at) => `A${at}\t${cells}`)}\n`;
    const sheet = await sheetOf(text, "day.ale");
    expect(sheet.rows).toHaveLength(50_000);
    expect(sheet.rows.at(-1)?.cells).toEqual(["A49999", ...cells.split("\t")]);
    expect(sheet.problems).toEqual([]);
  });

  test("a quotation mark left open in every row", async () => {
    const sheet = await sheetOf(CSV + rows(120, (at) => `"A${at},1,2`), "day.csv");
    expect(sheet.rows).toEqual([]);
    const errors = sheet.problems.filter((problem) => problem.severity === "error");
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)?.message).toContain(
      "lines 102, 103, 104, 105, 106 and 15 more were left out as well",
    );
  });

  test("a million quotation marks", async () => {
    const sheet = await sheetOf(CSV + '"'.repeat(1_000_001), "day.csv");
    expect(sheet).toMatchObject({ rows: [], problems: [{ line: 1 }, { line: 2, severity: "error" }] });
  });

  test("five million blank lines", async () => {
    expect((await sheetOf(`${CSV}${"\n".repeat(5_000_000)}A,1,2`, "day.csv")).rows).toEqual([
      { line: 5_000_002, cells: ["A", "1", "2"] },
    ]);
  });

  test("more cells than memory bears, out of few bytes", async () => {
    const text = `Heading\nColumn\nName${"\tx".repeat(4999)}\nData\n${"A\n".repeat(4001)}`;
    await expect(sheetOf(text, "day.ale")).rejects.toThrow(/more than 20 million cells/);
  });
});
