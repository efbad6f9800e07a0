// Every setting there is: its flag, its environment variable, what it accepts, and where it applies.
import { z } from "zod";

/** Commands that a setting is a flag of; `all` is every command. */
export type Scope =
  | "all"
  | "ingest"
  | "watch"
  | "check"
  | "annotate"
  | "upload"
  | "clips"
  | "jobs"
  | "serve"
  | "doctor"
  | "config";

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** As commander spells it, e.g. `--project <id>`. */
  readonly flag: string;
  readonly about: string;
  readonly schema: Schema;
  readonly on: readonly Scope[];
  /** Repeatable on the command line; the character that separates values in the environment variable. */
  readonly listSeparator?: string;
  /** Never shown, never read from a config file. */
  readonly secret?: true;
  /** Promised by the command line but not built: giving it is a clear error. */
  readonly notYet?: true;
}

const setting = <Schema extends z.ZodType>(definition: Setting<Schema>): Setting<Schema> => definition;

const text = z.string().min(1);
const optionalText = text.optional();
const flag = z.union([z.boolean(), z.stringbool()]).default(false);
const list = z.array(text).default([]);
const count = z.coerce.number().int().min(1).max(64).optional();

/** `middle`, `42%` or a timecode; `auto` takes the middle frame. */
const thumbnail = z
  .string()
  .regex(/^(?:auto|middle|none|\d{1,2}(?:\.\d+)?%|100%|\d{2}:\d{2}:\d{2}[:;.]\d{2,3})$/, {
    message: "is auto, middle, none, a percentage such as 30%, or a timecode such as 01:02:03:04",
  })
  .default("auto");

const work: readonly Scope[] = ["ingest", "watch"];
const media: readonly Scope[] = ["ingest", "watch", "check"];
const remote: readonly Scope[] = ["ingest", "watch", "annotate", "upload", "clips", "jobs"];
const rows: readonly Scope[] = ["ingest", "watch", "annotate"];
/** What makes no sense for a watcher, which looks again and again. */
const onceOnly: readonly Scope[] = ["ingest"];
const watching: readonly Scope[] = ["watch"];

export const SETTINGS = {
  to: setting({
    flag: "--to <destination>",
    about: "where clips go: odailies, local, kitsu, catdv, html5-editor (repeatable)",
    schema: z.array(z.enum(["odailies", "local", "kitsu", "catdv", "html5-editor"])).default([]),
    on: remote,
    listSeparator: ",",
  }),
  project: setting({ flag: "--project <id>", about: "project id", schema: optionalText, on: remote }),
  token: setting({
    flag: "--token <token>",
    about: "API token; better in ODAILIES_TOKEN or --token-file",
    schema: optionalText,
    on: remote,
    secret: true,
  }),
  tokenFile: setting({
    flag: "--token-file <file>",
    about: "file that holds the API token and nothing else",
    schema: optionalText,
    on: remote,
  }),
  api: setting({
    flag: "--api <url>",
    about: "origin of the API",
    schema: z
      .url({ protocol: /^https?$/, message: "is not an http or https URL" })
      .default("https://odailies.com"),
    on: remote,
  }),
  apiVersion: setting({
    flag: "--api-version <version>",
    about: "auto, v1 or v2",
    schema: z.enum(["auto", "v1", "v2"]).default("auto"),
    on: remote,
  }),
  metadata: setting({
    flag: "--metadata <file>",
    about: "ALE or CSV with scene, shot, take and more (repeatable)",
    schema: list,
    on: work,
    listSeparator: "\n",
  }),
  map: setting({
    flag: "--map <column=property>",
    about: "read a sheet's column as that property (repeatable)",
    schema: list,
    on: rows,
    listSeparator: ";",
  }),
  dateOrder: setting({
    flag: "--date-order <order>",
    about: "dates such as 07/08/26 in sheets: dmy, mdy or ymd",
    schema: z.enum(["dmy", "mdy", "ymd"]).optional(),
    on: rows,
  }),
  sheetEncoding: setting({
    flag: "--sheet-encoding <name>",
    about: "text encoding of sheets where it cannot be told, e.g. macintosh",
    schema: optionalText,
    on: rows,
  }),
  match: setting({
    flag: "--match <how>",
    about: "match rows to clips by name, reel or timecode only",
    schema: z.enum(["name", "reel", "timecode"]).optional(),
    on: rows,
  }),
  onConflict: setting({
    flag: "--on-conflict <rule>",
    about: "a value that a person entered on the service: keep or overwrite",
    schema: z.enum(["keep", "overwrite"]).default("keep"),
    on: rows,
  }),
  metadataVia: setting({
    flag: "--metadata-via <way>",
    about: "patch (the sheet's rows, clip by clip) or ale (the sheet itself)",
    schema: z.enum(["patch", "ale"]).default("patch"),
    on: work,
  }),
  as: setting({
    flag: "--as <role>",
    about: "what files are where neither folder nor name tells: auto, graded, log",
    schema: z.enum(["auto", "graded", "log"]).default("auto"),
    on: media,
  }),
  proxy: setting({
    flag: "--proxy <when>",
    about: "auto (only what misses the spec), always, never",
    schema: z.enum(["auto", "always", "never"]).default("auto"),
    on: media,
  }),
  lut: setting({
    flag: "--lut <file>",
    about: "look as .cube",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  cdl: setting({ flag: "--cdl", about: "apply ASC CDL of the sheet", schema: flag, on: work, notYet: true }),
  logEncoding: setting({
    flag: "--log-encoding <name>",
    about: "log encoding of the sources",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  burnIn: setting({
    flag: "--burn-in <template>",
    about: "text burnt into graded proxies",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  size: setting({
    flag: "--size <size>",
    about: "proxy size: 1080, 720 or source; never enlarged",
    schema: z.enum(["1080", "720", "source"]).default("1080"),
    on: work,
  }),
  preset: setting({
    flag: "--preset <preset>",
    about: "x264 preset, e.g. veryfast",
    schema: z
      .enum(["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"])
      .optional(),
    on: work,
  }),
  thumbnail: setting({
    flag: "--thumbnail <where>",
    about: "auto, middle, a percentage, a timecode, or none",
    schema: thumbnail,
    on: work,
  }),
  spec: setting({ flag: "--spec <file>", about: "delivery spec as JSON", schema: optionalText, on: media }),
  allow: setting({
    flag: "--allow <rule>",
    about: "let a rule's error pass as a warning (repeatable)",
    schema: list,
    on: media,
    listSeparator: ",",
  }),
  mhl: setting({
    flag: "--mhl <rule>",
    about: "hash lists beside the files: auto, require or ignore",
    schema: z.enum(["auto", "require", "ignore"]).default("auto"),
    on: work,
  }),
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
  keepProxies: setting({
    flag: "--keep-proxies <dir>",
    about: "keep what was made, in this folder",
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
  replace: setting({
    flag: "--replace",
    about: "overwrite a different clip of the same name",
    schema: flag,
    on: work,
  }),
  report: setting({
    flag: "--report <file>",
    about: "day report",
    schema: optionalText,
    on: work,
    notYet: true,
  }),
  notify: setting({
    flag: "--notify <url>",
    about: "POST the result line there",
    schema: z.url({ protocol: /^https?$/ }).optional(),
    on: work,
  }),
  settle: setting({
    flag: "--settle <seconds>",
    about: "so long a file has to be left alone before it is looked into",
    schema: z.coerce.number().min(0.1).max(86_400).default(10),
    on: watching,
  }),
  poll: setting({
    flag: "--poll",
    about: "look again and again instead of waiting for events (network volumes do so by themselves)",
    schema: flag,
    on: watching,
  }),
  once: setting({ flag: "--once", about: "take what is there, and end", schema: flag, on: watching }),
  after: setting({
    flag: "--after <what>",
    about: "what becomes of files that are up: keep, or move (to _done; what cannot go up to _failed)",
    schema: z.enum(["keep", "move"]).default("keep"),
    on: watching,
  }),
  doneFile: setting({
    flag: "--done-file <name>",
    about: "a folder's files are taken only once a file of this name lies in it or above it",
    schema: z
      .string()
      .regex(/^[^/\\]+$/, { message: "is a path, not a name" })
      .optional(),
    on: watching,
  }),
  health: setting({
    flag: "--health <port>",
    about: "answer on this port of this machine how the watcher is, as JSON",
    schema: z.coerce.number().int().min(0).max(65535).optional(),
    on: watching,
  }),
  port: setting({
    flag: "--port <port>",
    about: "port to listen on",
    schema: z.coerce.number().int().min(0).max(65535).default(8448),
    on: ["serve"],
  }),
  host: setting({
    flag: "--host <address>",
    about: "address to listen on; only loopback unless you say otherwise",
    schema: text.default("127.0.0.1"),
    on: ["serve"],
  }),
  ffmpeg: setting({ flag: "--ffmpeg <path>", about: "ffmpeg to use", schema: optionalText, on: ["all"] }),
  ffprobe: setting({ flag: "--ffprobe <path>", about: "ffprobe to use", schema: optionalText, on: ["all"] }),
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

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** Every setting with its checked value: flag over environment over project file over user file over default. */
export type Config = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]["schema"]> };

/** `apiVersion` → `api-version`: the flag's and the config file's spelling. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `apiVersion` → `ODAILIES_API_VERSION`. */
export function environmentName(name: string): string {
  return `ODAILIES_${kebabCase(name).replaceAll("-", "_").toUpperCase()}`;
}
