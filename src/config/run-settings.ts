// Settings about a run: its order and limits, its folders, what it shows.
import { z } from "zod";
import { count, flag, onceOnly, optionalText, rows, setting, work, remote } from "./setting.ts";

export const RUN_SETTINGS = {
  concurrencyEncode: setting({
    flag: "--concurrency-encode <n>",
    about: "encodes at once",
    schema: count,
    on: work,
  }),
  concurrencyUpload: setting({
    flag: "--concurrency-upload <n>",
    about: "uploads at once",
    schema: count,
    on: work,
  }),
  bwlimit: setting({
    flag: "--bwlimit <rate>",
    about: "upload rate",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  order: setting({
    flag: "--order <order>",
    about: "which clips go first: circled, name or size",
    schema: z.enum(["circled", "name", "size"]).default("circled"),
    on: work,
  }),
  workDir: setting({
    flag: "--work-dir <dir>",
    about: "where proxies are made",
    schema: optionalText,
    on: work,
  }),
  plan: setting({
    flag: "--plan <file>",
    about: "write down what would be done, do nothing",
    schema: optionalText,
    on: onceOnly,
  }),
  dryRun: setting({
    flag: "--dry-run",
    about: "show what would be done, do nothing",
    schema: flag,
    on: [...onceOnly, "annotate"],
  }),
  force: setting({ flag: "--force", about: "do again what is already done", schema: flag, on: onceOnly }),
  report: setting({
    flag: "--report <file>",
    about: "day report",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  library: setting({
    flag: "--library <dir>",
    about: "folder of the local library",
    schema: optionalText,
    on: [...remote, "serve"],
  }),
  stateDir: setting({
    flag: "--state-dir <dir>",
    about: "where journals and receipts live",
    schema: optionalText,
    on: rows,
  }),
  json: setting({ flag: "--json", about: "JSON lines on stdout", schema: flag, on: ["all"] }),
  plain: setting({ flag: "--plain", about: "plain lines, no bars", schema: flag, on: ["all"] }),
  quiet: setting({ flag: "--quiet", about: "only trouble and the last lines", schema: flag, on: ["all"] }),
  verbose: setting({ flag: "--verbose", about: "say more", schema: flag, on: ["all"] }),
  noColor: setting({ flag: "--no-color", about: "no colours", schema: flag, on: ["all"] }),
} as const;
