import { expect, test } from "vitest";
import { encodingOfClip } from "../../../src/domain/clip-encoding.ts";
import type { LogEncoding } from "../../../src/domain/log-encoding.ts";
import { guardLook } from "../../../src/media/look/guard-look.ts";

type Case = readonly [
  sheet: string | undefined,
  assumed: LogEncoding | undefined,
  look: LogEncoding | undefined,
  verdict: "ok" | "refuse" | "warn",
];

test.each<Case>([
  ["LogC4", undefined, "logc4", "ok"],
  ["LogC4", undefined, "logc3", "refuse"],
  ["LOG-C", undefined, "logc4", "refuse"],
  ["LogC4", undefined, undefined, "ok"],
  // The camera is believed before the flag, which is for clips that say nothing.
  ["LogC4", "dlog", "logc4", "ok"],
  [undefined, "dlog", "logc4", "refuse"],
  // A LUT of an unknown name is for what the flag says.
  ["LogC4", "logc3", undefined, "refuse"],
  [undefined, "logc3", undefined, "ok"],
  [undefined, "logc3", "logc3", "ok"],
  [undefined, undefined, "logc3", "warn"],
  [undefined, undefined, undefined, "warn"],
  ["Rec.709", undefined, "logc3", "refuse"],
  ["Blackmagic Design Film", undefined, "bmdfilm5", "ok"],
])("sheet %s, flag %s, look %s: %s", (sheet, assumed, look, verdict) => {
  expect(guardLook({ clip: encodingOfClip({ sheet }), assumed, look }).verdict).toBe(verdict);
});

test("what is said names both encodings, who says so, and one next step", () => {
  const refused = guardLook({
    clip: encodingOfClip({ sidecar: "s-log3-cine" }),
    assumed: undefined,
    look: "logc3",
  });
  expect(refused).toEqual({
    verdict: "refuse",
    message:
      "The clip is Sony S-Log3 by the camera's sidecar, and the LUT is made for ARRI LogC3: its colours would be wrong.",
    hint: "Name a LUT for Sony S-Log3 with --lut, and ingest clips of other encodings in a run of their own.",
  });
  expect(guardLook({ clip: undefined, assumed: undefined, look: "logc4" })).toMatchObject({
    message: "It is not known in which encoding the clip was recorded; the LUT is made for ARRI LogC4.",
    hint: expect.stringContaining("--log-encoding") as string,
  });
});
