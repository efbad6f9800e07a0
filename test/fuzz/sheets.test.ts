// ALE and CSV: every cell that was read is understood as well.
import { readSheetBytes } from "../../src/metadata/read-sheet.ts";
import { understandSheet } from "../../src/metadata/understand-sheet.ts";
import { fuzzReader, samplesOf } from "../support/fuzz-reader.ts";

const read = (name: string) => async (bytes: Buffer) => {
  const { rows, columns, problems } = understandSheet(await readSheetBytes(bytes, name)).sheet;
  if (rows.some((row) => row.cells.length !== columns.length)) throw new Error("A row of another width.");
  if (problems.some(({ message }) => !message.endsWith(".")))
    throw new Error("A problem without a sentence.");
};

fuzzReader("ale", { samples: samplesOf("sheets/ale", "ale", /\.ale$/i), read: read("day.ale") });
fuzzReader("csv", { samples: samplesOf("sheets/csv", "csv", /\.(csv|txt)$/i), read: read("day.csv") });
