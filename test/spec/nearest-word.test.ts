import { expect, test } from "vitest";
import { nearestWord } from "../../src/spec/nearest-word.ts";

const WORDS = ["video.codec", "audio.codec", "video.gop"];

test("a slip of the finger finds the word that was meant", () => {
  expect(nearestWord("video.kodec", WORDS)).toBe("video.codec");
  expect(nearestWord("Audio.Codec", WORDS)).toBe("audio.codec");
  expect(nearestWord("gop", ["gap", "gop"])).toBe("gop");
});

test("something else altogether finds nothing", () => {
  expect(nearestWord("thumbnail", WORDS)).toBeUndefined();
  expect(nearestWord("", WORDS)).toBeUndefined();
  expect(nearestWord("x", [])).toBeUndefined();
});
