// Numbers and outcomes in a person's words.
import prettyBytes from "pretty-bytes";
import prettyMilliseconds from "pretty-ms";
import type { Action } from "../domain/clip.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { LeftOutReason } from "../domain/scan.ts";

export const bytes = (count: number): string => prettyBytes(count, { maximumFractionDigits: 1 });

export const duration = (seconds: number): string =>
  prettyMilliseconds(seconds * 1000, { secondsDecimalDigits: seconds < 10 ? 1 : 0, unitCount: 2 });

/** `01:30`, on this computer's clock. */
export const timeOfDay = (at: Date): string =>
  [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");

/** As uplinks are sold: `20 Mbit/s`. */
export const bitRate = (bitsPerSecond: number): string =>
  `${prettyBytes(bitsPerSecond, { bits: true, maximumFractionDigits: 1 })}/s`;

const ROUGH_UNITS = [
  ["s", 1, 90],
  ["min", 60, 90 * 60],
  ["h", 3600, 48 * 3600],
  ["days", 86_400, Number.POSITIVE_INFINITY],
] as const;

/** A forecast, no more exact than it can be: `about 40 s`, `about 12 min`, `about 4.8 h`, `about 3.1 days`. */
export function roughly(seconds: number): string {
  const [unit, size] = ROUGH_UNITS.find(([, , below]) => seconds < below) ?? ROUGH_UNITS[0];
  const digits = unit === "h" || unit === "days" ? 1 : 0;
  return `about ${Math.max(1, seconds / size).toFixed(digits)} ${unit}`;
}

/** `1 clip`, `3 clips`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  passthrough: "as it is",
  remux: "remuxed",
  encode: "encoded",
  still: "made",
};

const ROLE_WORDS = { graded: "graded", log: "LOG", thumbnail: "thumbnail", ale: "ALE" } as const;

/** `graded encoded, LOG as it is, thumbnail made`. */
export function filesSentence(outcome: ClipOutcome): string {
  return outcome.files.map((file) => `${ROLE_WORDS[file.role]} ${ACTION_WORDS[file.action]}`).join(", ");
}

const PLAN_WORDS: Readonly<Record<Action, string>> = {
  passthrough: "goes up as it is",
  remux: "to be remuxed",
  encode: "to be encoded",
  still: "to be made",
};

/** `graded to be encoded, thumbnail to be made`. */
export function plannedSentence({ planned = [] }: ClipOutcome): string {
  return planned.map((file) => `${ROLE_WORDS[file.role]} ${PLAN_WORDS[file.action]}`).join(", ");
}

/** `scene 22, shot 4, take 1, circled`; empty when none of them was sent. */
export function slateSentence({ metadata }: ClipOutcome): string {
  const parts = [
    metadata.scene === undefined ? undefined : `scene ${metadata.scene}`,
    metadata.shot === undefined ? undefined : `shot ${metadata.shot}`,
    metadata.take === undefined ? undefined : `take ${metadata.take}`,
    metadata.circled === true ? "circled" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

const LEFT_OUT_WORDS: Readonly<Record<LeftOutReason, readonly [string, string]>> = {
  ignored: ["system or card file", "system and card files"],
  "camera-proxy": ["camera proxy", "camera proxies"],
  undecodable: ["camera original", "camera originals"],
  sidecar: ["sidecar", "sidecars"],
  sheet: ["sheet", "sheets"],
  sound: ["sound file", "sound files"],
  unfinished: ["unfinished copy", "unfinished copies"],
  "link-outside": ["link that leaves the card", "links that leave the card"],
  unreadable: ["unreadable file", "unreadable files"],
  unknown: ["other file", "other files"],
};

/** `12 camera proxies, 3 sidecars`. */
export function leftOutSentence(leftOut: Readonly<Partial<Record<LeftOutReason, number>>>): string {
  return (Object.entries(leftOut) as [LeftOutReason, number][])
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => {
      const [one, many] = LEFT_OUT_WORDS[reason];
      return counted(count, one, many);
    })
    .join(", ");
}
