import { describe, expect, test } from "vitest";
import type { AudioFacts } from "../../src/domain/media-facts.ts";
import { chooseAudio } from "../../src/media/choose-audio.ts";
import { audioFacts } from "../support/media-facts.ts";

const track = (streamIndex: number, channels: number, title?: string, codec = "pcm_s24le") =>
  audioFacts({ streamIndex, channels, title, codec });

describe("the tracks that are heard", () => {
  test.each<[string, AudioFacts[], number[], string]>([
    ["a stereo track", [track(1, 2)], [1], "pair"],
    ["one mono track", [track(1, 1)], [1], "mono"],
    ["many mono tracks: 1 and 2", [track(1, 1), track(2, 1), track(3, 1)], [1, 2], "pair"],
    ["the mix that is named", [track(1, 1), track(2, 1), track(3, 1, "Mix")], [3], "mono"],
    ["a stereo mix", [track(1, 1), track(2, 2, "STEREO MIX")], [2], "pair"],
    ["both halves of a mix", [track(1, 1), track(2, 1, "MIX L"), track(3, 1, "MIX R")], [2, 3], "pair"],
    ["left before right", [track(1, 1, "Mix R"), track(2, 1, "Mix L")], [2, 1], "pair"],
    ["not what only sounds alike", [track(1, 2), track(2, 2, "Mixer notes")], [1], "pair"],
    ["channels 1 and 2 of eight microphones", [track(1, 8)], [1], "pair"],
    ["all of a surround mix", [track(1, 6, undefined, "ac3")], [1], "downmix"],
    ["the first of several stereo tracks", [track(1, 2), track(2, 2)], [1], "pair"],
    ["the mono track that is left", [track(1, 1), track(2, 2)], [1], "mono"],
    ["what can be decoded", [track(1, 4, undefined, "apac"), track(2, 2)], [2], "pair"],
    ["no track without channels", [track(1, 0), track(2, 1)], [2], "mono"],
  ])("%s", (_, tracks, streams, mode) => {
    const choice = chooseAudio(tracks, (codec) => codec !== "apac");
    expect(choice?.streams.map(({ streamIndex }) => streamIndex)).toEqual(streams);
    expect(choice?.mode).toBe(mode);
  });

  test("none in a silent take", () => {
    expect(chooseAudio([], () => true)).toBeUndefined();
    expect(chooseAudio([track(1, 2)], () => false)).toBeUndefined();
  });
});
