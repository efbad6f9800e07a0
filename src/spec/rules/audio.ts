// Rules about sound tracks. A take without sound (MOS) is legal.
import { z } from "zod";
import { NO_PARAMS, ruleAboutEachTrack, ruleAboutFacts } from "../define-rule.ts";
import { bitRateWord, codecWord, eitherWord } from "../fact-words.ts";
import { isOneTrackEnough } from "../remux-fit.ts";
import type { Rule } from "../rule.ts";

export const AUDIO_RULES: readonly Rule[] = [
  ruleAboutFacts("audio.optional", NO_PARAMS, ({ audio }) =>
    audio.length > 0
      ? []
      : [
          {
            message: "The clip has no sound, as a take shot without sound (MOS) has none.",
            actual: "no audio",
            expected: "sound, or a take without sound",
          },
        ],
  ),

  ruleAboutEachTrack(
    "audio.codec",
    z.strictObject({ codec: z.string(), profiles: z.array(z.string()).min(1) }),
    ({ codec, profile }, params, label) => {
      const isProfile = profile === undefined || params.profiles.includes(profile);
      if (codec === params.codec && isProfile) return [];
      const expected = `${codecWord(params.codec)} ${eitherWord(params.profiles)}`;
      const actual = codec === params.codec ? `${codecWord(codec)} ${profile}` : codecWord(codec);
      return [{ message: `${label} is ${actual}; browsers play ${expected}.`, actual, expected }];
    },
  ),

  ruleAboutFacts("audio.tracks", z.strictObject({ max: z.int().positive() }), ({ audio }, { max }) =>
    audio.length <= max
      ? []
      : [
          {
            message: `The file has ${audio.length} audio tracks; a viewer hears the first only.`,
            actual: `${audio.length} audio tracks`,
            expected: `${max} at most`,
            fix: isOneTrackEnough(audio) ? "remux" : "encode",
          },
        ],
  ),

  ruleAboutEachTrack(
    "audio.channels",
    z.strictObject({ max: z.int().positive() }),
    ({ channels }, { max }, label) =>
      channels <= max
        ? []
        : [
            {
              message: `${label} has ${channels} channels; viewers hear a poor mix of them.`,
              actual: `${channels} channels`,
              expected: `${max} at most`,
            },
          ],
  ),

  ruleAboutEachTrack(
    "audio.rate",
    z.strictObject({ rates: z.array(z.number().positive()).min(1) }),
    ({ sampleRate }, { rates }, label) =>
      sampleRate === undefined || rates.includes(sampleRate)
        ? []
        : [
            {
              message: `${label} is sampled at ${sampleRate} Hz, which can drift from the picture in browsers.`,
              actual: `${sampleRate} Hz`,
              expected: `${eitherWord(rates.map(String))} Hz`,
            },
          ],
  ),

  ruleAboutEachTrack(
    "audio.bitrate",
    z.strictObject({ min: z.number().positive() }),
    ({ bitRate }, { min }, label) =>
      bitRate === undefined || bitRate >= min
        ? []
        : [
            {
              message: `${label} has ${bitRateWord(bitRate)}, less than dialogue deserves.`,
              actual: bitRateWord(bitRate),
              expected: `${bitRateWord(min)} at least`,
            },
          ],
  ),
];
