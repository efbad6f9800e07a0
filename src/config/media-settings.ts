// Settings about what files are, what is made of them, and with which programs.
import { z } from "zod";
import { flag, list, looking, media, optionalText, sending, setting, work } from "./setting.ts";

/** `middle`, `42%` or a timecode; `auto` takes the middle frame. */
const thumbnail = z
  .string()
  .regex(/^(?:auto|middle|none|\d{1,2}(?:\.\d+)?%|100%|\d{2}:\d{2}:\d{2}[:;.]\d{2,3})$/, {
    message: "is auto, middle, none, a percentage such as 30%, or a timecode such as 01:02:03:04",
  })
  .default("auto");

export const MEDIA_SETTINGS = {
  as: setting({
    flag: "--as <role>",
    about: "what files are where neither folder nor name tells: auto, graded, log",
    schema: z.enum(["auto", "graded", "log"]).default("auto"),
    on: [...media, ...looking],
    decidedBy: "show",
  }),
  proxy: setting({
    flag: "--proxy <when>",
    about: "auto (only what misses the spec), always, never",
    schema: z.enum(["auto", "always", "never"]).default("auto"),
    on: media,
    decidedBy: "show",
  }),
  lut: setting({
    flag: "--lut <file>",
    about: "look as .cube, laid onto clips that have no graded file",
    schema: optionalText,
    on: work,
    decidedBy: "show",
    path: "read",
  }),
  cdl: setting({
    flag: "--cdl",
    about: "lay on the ASC CDL (ASC_SOP, ASC_SAT) of the sheets, before the LUT",
    schema: flag,
    on: work,
    decidedBy: "show",
  }),
  cdlFile: setting({
    flag: "--cdl-file <file>",
    about: ".cdl, .cc or .ccc with the clips' ASC CDL (repeatable)",
    schema: list,
    on: work,
    listSeparator: ",",
    decidedBy: "show",
    path: "read",
  }),
  logEncoding: setting({
    flag: "--log-encoding <name>",
    about: "what the clips were recorded in, where they do not say: logc4, slog3, …",
    schema: optionalText,
    on: work,
    decidedBy: "show",
  }),
  burnIn: setting({
    flag: "--burn-in <template>",
    about: 'burnt into graded proxies: "bl={name} {scene}/{shot}/{take}; br={timecode}; mask=2.39"',
    schema: optionalText,
    on: work,
    decidedBy: "show",
  }),
  size: setting({
    flag: "--size <size>",
    about: "proxy size: 1080, 720 or source; never enlarged",
    schema: z.enum(["1080", "720", "source"]).default("1080"),
    on: work,
    decidedBy: "show",
  }),
  preset: setting({
    flag: "--preset <preset>",
    about: "x264 preset, e.g. veryfast",
    schema: z
      .enum(["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"])
      .optional(),
    on: work,
    decidedBy: "show",
  }),
  encoder: setting({
    flag: "--encoder <name>",
    about: "auto, x264, videotoolbox, nvenc, qsv or vaapi; tried before it is used",
    schema: z.enum(["auto", "x264", "videotoolbox", "nvenc", "qsv", "vaapi"]).default("x264"),
    on: sending,
    decidedBy: "show",
  }),
  thumbnail: setting({
    flag: "--thumbnail <where>",
    about: "auto, middle, a percentage, a timecode, or none",
    schema: thumbnail,
    on: [...work, "status"],
    decidedBy: "show",
  }),
  spec: setting({
    flag: "--spec <file>",
    about: "delivery spec as JSON",
    schema: optionalText,
    on: [...media, "apply"],
    decidedBy: "show",
    path: "read",
  }),
  allow: setting({
    flag: "--allow <rule>",
    about: "let a rule's error pass as a warning (repeatable)",
    schema: list,
    on: media,
    listSeparator: ",",
    decidedBy: "show",
  }),
  mhl: setting({
    flag: "--mhl <rule>",
    about: "hash lists beside the files: auto, require or ignore",
    schema: z.enum(["auto", "require", "ignore"]).default("auto"),
    on: [...work, "verify"],
    decidedBy: "user",
  }),
  ffmpeg: setting({
    flag: "--ffmpeg <path>",
    about: "ffmpeg to use",
    schema: optionalText,
    on: ["all"],
    decidedBy: "user",
    path: "program",
  }),
  ffprobe: setting({
    flag: "--ffprobe <path>",
    about: "ffprobe to use",
    schema: optionalText,
    on: ["all"],
    decidedBy: "user",
    path: "program",
  }),
  keepProxies: setting({
    flag: "--keep-proxies <dir>",
    about: "keep what was made, in this folder",
    schema: optionalText,
    on: sending,
    decidedBy: "user",
    path: "write",
  }),
} as const;
