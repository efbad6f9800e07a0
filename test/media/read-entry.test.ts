import { expect, test } from "vitest";
import { readEntry, readNumberEntry } from "../../src/media/read-entry.ts";

test("an entry is found by its whole name, wherever it stands", () => {
  const line = "packet|best_pts_time=1|pts_time=-0.040000|dts_time=N/A|flags=K__";
  expect(readNumberEntry(line, "pts_time")).toBe(-0.04);
  expect(readNumberEntry("pts_time=1e2|flags=", "pts_time")).toBe(100);
  expect(readEntry(line, "flags")).toBe("K__");
  for (const name of ["dts_time", "time", "flags"]) expect(readNumberEntry(line, name), name).toBeUndefined();
  expect(readNumberEntry("pts_time=", "pts_time")).toBeUndefined();
  expect(readEntry(line, "time")).toBeUndefined();
});
