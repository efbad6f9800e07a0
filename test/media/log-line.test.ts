import { expect, test } from "vitest";
import { readLogLine, readMark } from "../../src/media/log-line.ts";

test.each([
  ["[h264 @ 0x55d0] [error] error while decoding MB 4 0", "[h264 @ 0x55d0] error while decoding MB 4 0"],
  [
    "[error] Error while decoding stream #0:0: Invalid data",
    "Error while decoding stream #0:0: Invalid data",
  ],
  ["[fatal] Conversion failed!", "Conversion failed!"],
  ["[mp4 @ 0x1] [warning] Non-monotonous DTS in output stream 0:0", undefined],
  [
    "[warning] /card/A [warning] B.mov: corrupt decoded frame in stream 0",
    "corrupt decoded frame in stream 0",
  ],
  [
    "[vist#0:0/prores @ 0x5] [dec:prores @ 0x6] [warning] corrupt decoded frame",
    "[vist#0:0/prores @ 0x5] [dec:prores @ 0x6] corrupt decoded frame",
  ],
  [
    "0,          0,          0,        1,      256, 0x1",
    "0,          0,          0,        1,      256, 0x1",
  ],
])("of %j counts %j", (line, counts) => {
  expect(readLogLine(line)).toBe(counts);
});

test("a mark tells the stream where the build says it", () => {
  expect(readMark("corrupt decoded frame in stream 1")).toEqual({ streamIndex: 1 });
  expect(readMark("[dec:prores @ 0x6] corrupt decoded frame")).toEqual({ streamIndex: undefined });
  expect(readMark("[prores @ 0x6] ac tex damaged 4, 5")).toBeUndefined();
});
