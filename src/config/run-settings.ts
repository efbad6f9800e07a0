// Settings about a run: its order and limits, its folders, what it shows.
import { z } from "zod";
import { parseShard } from "../domain/shard.ts";
import { readBandwidth } from "./read-bandwidth.ts";
import {
  count,
  flag,
  looking,
  onceOnly,
  optionalText,
  remote,
  rows,
  sending,
  setting,
  text,
  work,
} from "./setting.ts";

/** Kept as it was written, for it is shown; `readBandwidth` gives its meaning. */
const bandwidth = text
  .superRefine((value, context) => {
    const read = readBandwidth(value);
    if ("problem" in read) context.addIssue({ code: "custom", message: read.problem });
  })
  .optional();

/** `i/n`, from 1 to n. */
const shard = z
  .string()
  .refine((value) => parseShard(value) !== undefined, {
    message: "is a part and how many there are, as 2/5",
  })
  .optional();

export const RUN_SETTINGS = {
  concurrencyEncode: setting({
    flag: "--concurrency-encode <n>",
    about: "encodes at once",
    schema: count,
    on: sending,
    decidedBy: "show",
  }),
  concurrencyUpload: setting({
    flag: "--concurrency-upload <n>",
    about: "uploads at once",
    schema: count,
    on: sending,
    decidedBy: "show",
  }),
  bwlimit: setting({
    flag: "--bwlimit <rate>",
    about:
      "upload no faster than this, in bits per second as uplinks are sold: 20M (= 2.5 MB/s), 500k, " +
      "or by local time 08:00-22:00=5M,22:00-08:00=off",
    schema: bandwidth,
    on: [...sending, "upload"],
    decidedBy: "show",
  }),
  order: setting({
    flag: "--order <order>",
    about: "which clips go first: circled, name or size",
    schema: z.enum(["circled", "name", "size"]).default("circled"),
    on: work,
    decidedBy: "show",
  }),
  workDir: setting({
    flag: "--work-dir <dir>",
    about: "where proxies are made",
    schema: optionalText,
    on: [...sending, "status"],
    decidedBy: "user",
    path: "write",
  }),
  plan: setting({
    flag: "--plan <file>",
    about: "write down what would be done, do nothing",
    schema: optionalText,
    on: onceOnly,
    decidedBy: "user",
    path: "write",
    replaces: /^\{\s*"plan_version":/,
  }),
  root: setting({
    flag: "--root <name=path>",
    about: "where a root of the plan is on this machine (repeatable)",
    schema: z
      .array(z.string().regex(/^[^=]+=./, { message: "is a root's name and its folder, as nas=/mnt/nas" }))
      .default([]),
    on: ["apply"],
    listSeparator: ",",
    decidedBy: "user",
  }),
  shard: setting({
    flag: "--shard <i/n>",
    about: "only the i-th of n parts, packed by size: the same parts on every machine",
    schema: shard,
    on: ["apply"],
    decidedBy: "user",
  }),
  dryRun: setting({
    flag: "--dry-run",
    about: "show what would be done, do nothing",
    schema: flag,
    on: [...onceOnly, "annotate"],
    decidedBy: "show",
  }),
  force: setting({
    flag: "--force",
    about: "do again what is already done",
    schema: flag,
    on: onceOnly,
    decidedBy: "user",
  }),
  report: setting({
    flag: "--report <file>",
    about: "day report",
    schema: optionalText,
    on: work,
    notYet: true,
    decidedBy: "user",
    path: "write",
  }),
  library: setting({
    flag: "--library <dir>",
    about: "folder of the local library",
    schema: optionalText,
    on: [...remote, "serve", "tokens", "projects"],
    decidedBy: "user",
    path: "write",
  }),
  stateDir: setting({
    flag: "--state-dir <dir>",
    about: "where journals and receipts live",
    schema: optionalText,
    on: [...rows, "apply", ...looking],
    decidedBy: "user",
    path: "write",
  }),
  json: setting({
    flag: "--json",
    about: "JSON lines on stdout",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  plain: setting({
    flag: "--plain",
    about: "plain lines, no bars",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  quiet: setting({
    flag: "--quiet",
    about: "only trouble and the last lines",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  verbose: setting({ flag: "--verbose", about: "say more", schema: flag, on: ["all"], decidedBy: "show" }),
  noColor: setting({ flag: "--no-color", about: "no colours", schema: flag, on: ["all"], decidedBy: "show" }),
} as const;
