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
    group: "run",
    flag: "--concurrency-encode <n>",
    about: "encodes at once",
    schema: count,
    on: sending,
    decidedBy: "show",
  }),
  concurrencyUpload: setting({
    group: "network",
    flag: "--concurrency-upload <n>",
    about: "uploads at once",
    schema: count,
    on: sending,
    decidedBy: "show",
  }),
  bwlimit: setting({
    group: "network",
    isCommon: true,
    flag: "--bwlimit <rate>",
    about:
      "upload no faster than this, in bits per second as uplinks are sold: 20M (= 2.5 MB/s), 500k, " +
      "or by local time 08:00-22:00=5M,22:00-08:00=off",
    schema: bandwidth,
    on: [...sending, "upload"],
    decidedBy: "show",
  }),
  order: setting({
    group: "run",
    flag: "--order <order>",
    about: "which clips go first: circled, name or size",
    schema: z.enum(["circled", "name", "size"]).default("circled"),
    on: work,
    decidedBy: "show",
  }),
  workDir: setting({
    group: "output",
    flag: "--work-dir <dir>",
    about: "where proxies are made",
    schema: optionalText,
    on: [...sending, "status"],
    decidedBy: "user",
    path: "write",
  }),
  plan: setting({
    group: "run",
    isCommon: true,
    flag: "--plan <file>",
    about: "write down what would be done, do nothing",
    schema: optionalText,
    on: onceOnly,
    decidedBy: "user",
    path: "write",
    replaces: /^\{\s*"plan_version":/,
  }),
  root: setting({
    group: "run",
    isCommon: true,
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
    group: "run",
    isCommon: true,
    flag: "--shard <i/n>",
    about: "only the i-th of n parts, packed by size: the same parts on every machine",
    schema: shard,
    on: ["apply"],
    decidedBy: "user",
  }),
  dryRun: setting({
    group: "run",
    isCommon: true,
    flag: "--dry-run",
    about: "show what would be done, do nothing",
    schema: flag,
    on: [...onceOnly, "annotate"],
    decidedBy: "show",
  }),
  force: setting({
    group: "run",
    isCommon: true,
    flag: "--force",
    about: "do again what is already done",
    schema: flag,
    on: onceOnly,
    decidedBy: "user",
  }),
  report: setting({
    group: "output",
    flag: "--report <file>",
    about: "day report",
    schema: optionalText,
    on: work,
    notYet: true,
    decidedBy: "user",
    path: "write",
  }),
  library: setting({
    group: "destination",
    isCommon: true,
    flag: "--library <dir>",
    about: "folder of the local library",
    schema: optionalText,
    on: [...remote, "serve", "tokens", "projects"],
    decidedBy: "user",
    path: "write",
  }),
  stateDir: setting({
    group: "output",
    flag: "--state-dir <dir>",
    about: "where the ledger and its receipts live",
    schema: optionalText,
    on: [...rows, "apply", ...looking],
    decidedBy: "user",
    path: "write",
  }),
  json: setting({
    group: "output",
    isCommon: true,
    flag: "--json",
    about: "JSON lines on stdout",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  plain: setting({
    group: "output",
    flag: "--plain",
    about: "plain lines, no bars",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  quiet: setting({
    group: "output",
    isCommon: true,
    flag: "--quiet",
    about: "only trouble and the last lines",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  verbose: setting({
    group: "output",
    flag: "--verbose",
    about: "say more",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
  noColor: setting({
    group: "output",
    flag: "--no-color",
    about: "no colours",
    schema: flag,
    on: ["all"],
    decidedBy: "show",
  }),
} as const;
