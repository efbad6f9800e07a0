import { expect, test } from "vitest";
import { type Progress, progressReader } from "../../src/media/progress.ts";
import { splitLines } from "../../src/media/split-lines.ts";

function readAll(text: string): Progress[] {
  const read = progressReader();
  return text.split("\n").flatMap((line) => read(line) ?? []);
}

test("blocks of a running and an ended encode", () => {
  const text = [
    "frame=12\nfps=0.0\nstream_0_0_q=28.0\nbitrate=   0.5kbits/s\ntotal_size=48",
    "out_time_us=500000\nout_time_ms=500000\nout_time=00:00:00.500000\nspeed=0.9x\nprogress=continue",
    "frame=  25\ntotal_size=900\nout_time_us=1000000\nprogress=end",
  ].join("\n");
  expect(readAll(text)).toEqual([
    { frames: 12, seconds: 0.5, sizeBytes: 48, isEnd: false },
    { frames: 25, seconds: 1, sizeBytes: 900, isEnd: true },
  ]);
});

test("builds of 2018 tell microseconds as out_time_ms alone", () => {
  expect(readAll("frame=1\nout_time_ms=2000000\nprogress=continue")[0]?.seconds).toBe(2);
});

test.each(["N/A", "-9223372036854775807", "-23220", ""])("a time of %j is no time yet", (time) => {
  expect(readAll(`frame=0\nout_time_us=${time}\ntotal_size=N/A\nprogress=continue`)).toEqual([
    { frames: 0, seconds: undefined, sizeBytes: undefined, isEnd: false },
  ]);
});

test("a block does not inherit from the one before", () => {
  const [, second] = readAll("frame=9\ntotal_size=5\nprogress=continue\nprogress=end");
  expect(second).toEqual({ frames: 0, seconds: undefined, sizeBytes: undefined, isEnd: true });
});

test("lines arrive in any pieces and with any ends", () => {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line));
  for (const piece of ["fra", "me=1\r\nsi", "ze=2\n\n\rend", "=3"]) splitter.push(piece);
  splitter.end();
  expect(lines).toEqual(["frame=1", "size=2", "end=3"]);
});

test("a line without end is handed out in pieces rather than kept", () => {
  let handed = 0;
  const splitter = splitLines(() => (handed += 1));
  for (let i = 0; i < 20; i += 1) splitter.push("x".repeat(10_000));
  expect(handed).toBeGreaterThan(0);
});
