// Workbooks: each is read in a thread of its own, so a hundredth of the inputs takes as long as those of others.
import { readSheetBytes } from "../../src/metadata/read-sheet.ts";
import { fuzzReader, samplesOf } from "../support/fuzz-reader.ts";

fuzzReader("xlsx", {
  samples: samplesOf("sheets/xlsx", "xlsx", /\.xlsx$/),
  share: 0.01,
  read: (bytes) => readSheetBytes(bytes, "day.xlsx"),
});
