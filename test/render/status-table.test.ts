import { expect, test } from "vitest";
import type { ClipEnd } from "../../src/domain/outcome.ts";
import { type SeenClip, statusRows } from "../../src/render/status-table.ts";

function seen(
  clip: string,
  roll: string | undefined,
  day: string | undefined,
  status: ClipEnd = "done",
): SeenClip {
  const isUp = status === "done";
  return {
    type: "clip-ended",
    outcome: { clip, roll, status, findings: [], files: [], metadata: {}, destination: "x" },
    standing: {
      card: "C",
      day,
      files: { graded: isUp ? "up" : "missing" },
      isListed: isUp,
      lacksMetadata: [],
      slate: isUp ? { scene: "1" } : {},
    },
  };
}

const cells = (clips: readonly SeenClip[]) =>
  statusRows(clips)
    .slice(1)
    .map((row) => Object.values(row).join(" | "));

test("clips are counted by day and roll, in order, and the first missing one is named", () => {
  expect(
    cells([
      seen("B1", "B001", "20261121"),
      seen("A1", "A001", "20261120"),
      seen("A2", "A001", "20261120", "deferred"),
      seen("A3", "A001", "20261120", "rejected"),
      seen("A9", "A001", "20261121"),
    ]),
  ).toEqual([
    "2026-11-20 | A001 | 1/3 | – | 1/3 | A2 and 1 more",
    "2026-11-21 | A001 | 1/1 | – | 1/1 | ",
    "2026-11-21 | B001 | 1/1 | – | 1/1 | ",
  ]);
});

test("a clip that does not tell its day is counted with its roll, where that has one day only", () => {
  const unsent = seen("C0002", "B001", undefined, "deferred");
  expect(cells([seen("C0001", "B001", "20261120"), unsent])).toEqual([
    "2026-11-20 | B001 | 1/2 | – | 1/2 | C0002",
  ]);
  expect(cells([seen("C0001", "B001", "20261120"), seen("C0003", "B001", "20261121"), unsent])).toHaveLength(
    3,
  );
  expect(cells([seen("x", undefined, undefined)])).toEqual(["– | – | 1/1 | – | 1/1 | "]);
});
