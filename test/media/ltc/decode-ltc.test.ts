import { describe, expect, test } from "vitest";
import { decodeLtc } from "../../../src/media/ltc/decode-ltc.ts";
import { ltcSamples } from "../../support/media-ltc.ts";

const RATE = 48_000;
const wave = (level: (seconds: number) => number) =>
  Int16Array.from({ length: 3 * RATE }, (_, index) => Math.round(level(index / RATE)));

describe("timecode is read", () => {
  test.each([
    [24_000 / 1001, "10:20:30:05"],
    [24, "00:00:01:12"],
    [25, "23:59:10:24"],
    [30, "19:08:07:29"],
  ])("at %d fps", (fps, label) => {
    const [hours = 0, minutes = 0, seconds = 0, frames = 0] = label.split(":").map(Number);
    // The first frame's end is the first sync word: the label read is the next one's.
    const nominal = Math.round(fps);
    const next = frames + 1;
    const expected = [hours, minutes, seconds + Math.floor(next / nominal), next % nominal];
    const found = decodeLtc(ltcSamples({ fps, start: [hours, minutes, seconds, frames] }));
    expect(found).toBe(expected.map((value) => String(value).padStart(2, "0")).join(":"));
  });

  test("with drop-frame", () => {
    const samples = ltcSamples({ fps: 30_000 / 1001, start: [1, 0, 10, 2], dropFrame: true });
    expect(decodeLtc(samples)).toBe("01:00:10;03");
  });

  test("when it begins in the middle of a frame, turned round, quiet and noisy", () => {
    const samples = ltcSamples({ fps: 25, start: [1, 2, 3, 4], amplitude: 900 }).subarray(777);
    const worse = samples.map((sample, index) => -sample + ((index * 7919) % 201) - 100);
    expect(decodeLtc(worse)).toBe("01:02:03:05");
  });
});

describe("no timecode is found in", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
  test.each([
    ["nothing", new Int16Array(0)],
    ["silence", new Int16Array(RATE)],
    ["a tone", wave((time) => 20_000 * Math.sin(2 * Math.PI * 1000 * time))],
    ["a square wave at the pace of its ones", wave((time) => (Math.floor(time * 4000) % 2 ? 9000 : -9000))],
    [
      "a square wave at the pace of its noughts",
      wave((time) => (Math.floor(time * 2000) % 2 ? 9000 : -9000)),
    ],
    ["noise", wave(() => 30_000 * random())],
  ])("%s", (_, samples) => {
    expect(decodeLtc(samples)).toBeUndefined();
  });
});
