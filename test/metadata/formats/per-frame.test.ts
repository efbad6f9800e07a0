// Frame-by-frame camera exports become one row per clip; lists of takes stay as they are.
import { describe, expect, test } from "vitest";
import type { SheetRow } from "../../../src/metadata/sheet.ts";
import { collapseFrames } from "../../../src/metadata/formats/per-frame.ts";
import { formatTimecode, framesToTimecode } from "../../../src/domain/timecode.ts";

const COLUMNS = ["Clip Name", "Timecode", "Lens", "Focus", "Start TC"];
const FPS_29 = { num: 30_000, den: 1001 };

function frames(clip: string, from: number, count: number, line = 2, step = 1): SheetRow[] {
  return Array.from({ length: count }, (_, at) => {
    const timecode = formatTimecode(framesToTimecode(from + Math.floor(at * step), FPS_29, true));
    const cells = [clip, timecode, at === 0 ? "" : "50mm", String(at), timecode];
    return { line: line + at, cells };
  });
}

describe("one row per clip", () => {
  test("with shared values, the first timecodes, and nothing where values vary", () => {
    const { rows, problems } = collapseFrames(COLUMNS, frames("A001", 1790, 40));
    expect(rows).toEqual([{ line: 2, cells: ["A001", "00:00:59;20", "50mm", "", "00:00:59;20"] }]);
    expect(problems).toEqual([
      {
        line: 2,
        severity: "warning",
        message:
          'The frames of "A001" stand in 40 rows, which were read as one. Columns that change from frame to frame were left empty: Focus.',
      },
    ]);
  });

  test("for each clip of a list, a short one included", () => {
    const list = [...frames("A001", 0, 30), ...frames("A002", 5000, 3, 32), ...frames("A003", 9000, 1, 35)];
    expect(collapseFrames(COLUMNS, list).rows.map((row) => row.line)).toEqual([2, 32, 35]);
  });

  test("where drop-frame leaves out the first labels of a minute", () => {
    const rows = frames("A001", 1795, 10);
    expect(rows[5]?.cells[1]).toBe("00:01:00;02");
    expect(collapseFrames(COLUMNS, rows).rows).toHaveLength(1);
  });

  test("where two frames share a timecode, as at twice the project's rate", () => {
    expect(collapseFrames(COLUMNS, frames("A001", 0, 60, 2, 0.5)).rows).toHaveLength(1);
  });

  test("where no column names the clip", () => {
    const rows = frames("", 0, 20).map((row) => ({ line: row.line, cells: row.cells.slice(1) }));
    expect(collapseFrames(COLUMNS.slice(1), rows).rows).toHaveLength(1);
  });
});

describe("every row stays", () => {
  test("where takes of one clip name have timecodes of their own", () => {
    const rows = frames("A001", 0, 30).filter((_, at) => at % 3 === 0);
    expect(collapseFrames(COLUMNS, rows)).toEqual({ rows, problems: [] });
  });

  test("where each row is another clip", () => {
    const rows = frames("A", 0, 30).map((row, at) => ({
      line: row.line,
      cells: row.cells.with(0, `A${at}`),
    }));
    expect(collapseFrames(COLUMNS, rows).rows).toHaveLength(30);
  });

  test("where the timecode is the same in all of them", () => {
    const rows = frames("A001", 0, 30, 2, 0);
    expect(collapseFrames(COLUMNS, rows).rows).toHaveLength(30);
  });

  test("where there are only a few", () => {
    expect(collapseFrames(COLUMNS, frames("A001", 0, 9)).rows).toHaveLength(9);
  });
});
