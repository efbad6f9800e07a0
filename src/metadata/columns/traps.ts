// Columns that do not mean what their name says, recognised by who wrote the sheet or by what they hold.
import { cameraClipId, clipBase } from "../values/clip-base.ts";
import { isNullNumber } from "../values/null-words.ts";
import { parseNumber } from "../values/number.ts";
import { COLUMN_ALIASES } from "./aliases.ts";
import type { ColumnTarget } from "./column-target.ts";

/** A column in its surroundings: enough to tell a trap. */
export interface ColumnInSheet {
  readonly key: string;
  readonly target: ColumnTarget;
  readonly format: string;
  /** The values that are filled in, first to last. */
  readonly values: readonly string[];
  /** Normalised names of all columns that hold a value. */
  readonly filled: ReadonlySet<string>;
  readonly valuesOf: (key: string) => readonly string[];
  /** Normalised names of all columns, in order. */
  readonly columns: readonly string[];
}

interface Trap {
  readonly keys: readonly string[];
  /** Left out: whatever the keys would be read as. */
  readonly target?: ColumnTarget;
  readonly isTrap: (column: ColumnInSheet) => boolean;
  /** Why the column is not used, as a sentence. */
  readonly reason: string;
}

const isClipName = (value: string) => {
  const id = cameraClipId(clipBase(value) ?? "");
  return id !== undefined && !id.isShort;
};
const isAnyClipName = (value: string) => cameraClipId(clipBase(value) ?? "") !== undefined;
const every = (values: readonly string[], test: (value: string) => boolean) =>
  values.length > 0 && values.every((value) => test(value));

/** `-0.4`, `0.000`, `0`: no reel is called so, a tilted camera is. `001` is a reel, and so is `1.0` of a table of floats. */
const isInclination = (value: string) => {
  const number = parseNumber(value);
  return number !== undefined && (/^[+−-]/.test(value.trim()) || number === 0 || !Number.isInteger(number));
};

/** `22A-3`, `22/4/1`, `22A T3`: the slate with its take. */
const hasTakePart = (value: string) => /[/_ -]\s{0,2}(?:take|tk|t)?\s{0,2}\d{1,3}\*?$/i.test(value.trim());

const isTime = (value: string) => /^\s*\d{1,2}[:;]\d{2}[:;]\d{2}/.test(value);

const ALSO_SCENE = (COLUMN_ALIASES.scene ?? []).filter((key) => key !== "slate");
const ALSO_START = (COLUMN_ALIASES.timecode ?? []).filter((key) => key !== "auxiliarytc1");
const TAKES = COLUMN_ALIASES.take ?? [];

/** `/Volumes/…`, `\\nas\…`, `D:\…`: what a media manager writes, not a folder of the service's library. */
const isPlaceOnDisk = (value: string) => /^(?:[/\\~]|[a-z]:|\w{1,10}:\/\/)/i.test(value.trim());

/** `clips export` begins so, and what it has written it may read. */
const OWN_COLUMNS = ["name", "tracks", "start", "end", "duration"];
const isOwnExport = (columns: readonly string[]) => OWN_COLUMNS.every((key, at) => columns[at] === key);

const TRAPS: readonly Trap[] = [
  {
    keys: ["roll", "cameraroll"],
    isTrap: ({ key, values, filled }) =>
      values.some(isInclination) || (key === "cameraroll" && filled.has("cameratilt")),
    reason: "It holds the camera's inclination in degrees, not a reel.",
  },
  {
    keys: ["take"],
    // REDline writes the clip number under Take where no take was entered.
    isTrap: ({ values, filled, valuesOf }) => {
      const isRedline =
        ["reelid", "camreelid", "altreelid", "edgetc"].filter((key) => filled.has(key)).length >= 2;
      const clips = new Set(valuesOf("clip").map(Number));
      for (const name of valuesOf("clipname")) clips.add(cameraClipId(name)?.clip ?? Number.NaN);
      return isRedline && every(values, (value) => /^\d{3}$/.test(value) && clips.has(Number(value)));
    },
    reason: "RED writes the clip number here, not the take.",
  },
  {
    keys: ["shotnumber"],
    target: "shot",
    isTrap: ({ values }) => every(values, isAnyClipName),
    reason: "Canon writes the clip's id here, not the shot.",
  },
  {
    keys: ["shotnumber"],
    target: "name",
    isTrap: ({ values }) => !every(values, isAnyClipName),
    reason: "It holds the shot, not a clip.",
  },
  {
    keys: [
      "clip",
      "clipnumber",
      "clipid",
      "cameraclip",
      "camclip",
      "reelname",
      "reel",
      "camreelid",
      "altreelid",
      "reelid",
    ],
    target: "name",
    isTrap: ({ values }) => !values.some(isAnyClipName),
    reason: "It holds no whole clip name.",
  },
  {
    keys: ["clip", "clipnumber", "cameraclip", "camclip"],
    target: "clipNumber",
    isTrap: ({ values }) => values.some(isClipName),
    reason: "It holds whole clip names, not numbers.",
  },
  {
    keys: (COLUMN_ALIASES.reelName ?? []).filter((key) => key !== "reel" && key !== "reelname"),
    target: "reelName",
    isTrap: ({ values }) => values.some(isClipName),
    reason: "It holds whole clip names, not reels.",
  },
  {
    keys: ["slate"],
    target: "scene",
    isTrap: ({ values, filled }) =>
      ALSO_SCENE.some((key) => filled.has(key)) ||
      (values.some(hasTakePart) && !TAKES.some((key) => filled.has(key))),
    reason: "It holds the shot, or the whole slate with its take.",
  },
  {
    keys: ["slate"],
    target: "shot",
    isTrap: ({ filled }) => !ALSO_SCENE.some((key) => filled.has(key)),
    reason: "There is no scene beside it.",
  },
  {
    keys: ["creationdate"],
    isTrap: ({ format }) => format === "ale",
    reason: "In an Avid log it is the day of the import, not of the shoot.",
  },
  {
    keys: ["auxiliarytc1"],
    isTrap: ({ filled }) => ALSO_START.some((key) => filled.has(key)),
    reason: "Resolve and dailies systems keep the sound's timecode here.",
  },
  {
    keys: ["stop"],
    target: "tStop",
    isTrap: ({ values }) => values.some(isTime),
    reason: "It holds the time at which the take ends, not an aperture.",
  },
  {
    keys: ["stop"],
    target: "end",
    isTrap: ({ values }) => !values.some(isTime),
    reason: "It holds an aperture.",
  },
  {
    keys: ["angle"],
    target: "shutter",
    isTrap: ({ values }) => !every(values, (value) => isNullNumber(value) || (parseNumber(value) ?? 0) > 45),
    reason: "It holds the camera angle, not a shutter angle.",
  },
  {
    keys: ["inpoint"],
    isTrap: ({ values }) =>
      !every(values, (value) => isNullNumber(value) || parseNumber(value) !== undefined),
    reason: "It holds no seconds.",
  },
  {
    keys: ["filesize"],
    isTrap: ({ values }) => !every(values, (value) => isNullNumber(value) || /^\d{1,15}$/.test(value.trim())),
    reason: "It holds no number of bytes.",
  },
  {
    keys: ["librarypath"],
    isTrap: ({ values, columns }) => !isOwnExport(columns) && values.some(isPlaceOnDisk),
    reason: "It tells where files lie on somebody's disks, which is nobody else's business.",
  },
  {
    keys: ["tag"],
    // Resolve's metadata export keeps the Good Take mark under Tag.
    isTrap: ({ values, filled }) =>
      !filled.has("clipdirectory") || !every(values, (value) => /^[01]$/.test(value.trim())),
    reason: "Only Resolve's export uses it as a mark for good takes.",
  },
];

/** Why the column must not be read as its target; undefined where it may. */
export function trapReason(column: ColumnInSheet): string | undefined {
  return TRAPS.find(
    (trap) =>
      trap.keys.includes(column.key) &&
      (trap.target === undefined || trap.target === column.target) &&
      trap.isTrap(column),
  )?.reason;
}
