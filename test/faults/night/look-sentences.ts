// What those commands say that only look, or change nothing but metadata: status, verify, clips list, annotate.
import { existsSync } from "node:fs";
import { first, same, type Verdict } from "./hearing.ts";
import type { Sentence, Told } from "./sentence.ts";
import { type ClipTruth, hasSlate, isUp, type Role } from "./truth.ts";

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function share(clips: readonly ClipTruth[], role: Role): string {
  const owing = clips.filter(({ owes }) => owes.includes(role));
  const up = owing.filter(({ has, isListed }) => isListed && has.includes(role));
  return owing.length === 0 ? "–" : `${up.length}/${owing.length}`;
}

const CHANGES = /^ {2}(\S+) {2}((?:\w+ .+ → .+)(?: · \w+ .+ → .+)*)$/;

/** A row of a table, by the heads above it. */
function readRow(text: string, { memory }: Told): Readonly<Record<string, string>> {
  const cells = text.trim().split(/ {2,}/);
  return Object.fromEntries(memory.head.map((head, index) => [head, cells[index] ?? ""]));
}

function holdStatusRow(told: Told): Verdict {
  const { heard, hearing } = told;
  const row = readRow(heard.text, told);
  const clips = hearing.clips(heard.moment).filter(({ card }) => card.endsWith(`/${row["ROLL"]}`));
  const missing = clips.filter((clip) => !isUp(clip)).map(({ name }) => name);
  const named = /^(\S*)(?: and (\d+) more)?$/.exec(row["MISSING"] ?? "");
  return first(
    same("graded", row["GRADED"], share(clips, "graded")),
    same("LOG", row["LOG"], share(clips, "log")),
    same("slate", row["SLATE"], `${clips.filter(hasSlate).length}/${clips.length}`),
    same("missing", Number(named?.[2] ?? 0) + (named?.[1] ? 1 : 0), missing.length),
    named?.[1] && !missing.includes(named[1]) ? `${named[1]} is up` : undefined,
  );
}

function holdListRow(told: Told): Verdict {
  const { heard, memory } = told;
  const columns = [...memory.head.join("\n").matchAll(/\S+/g)].map(([head]) => head);
  const [name = ""] = heard.text.split(/\s/);
  const fields = heard.moment.clips.get(name);
  if (!fields) return `there is no clip ${name}`;
  const keys: Readonly<Record<string, string>> = { reel: "reelName" };
  const real = columns.slice(1).flatMap((column) => {
    const value = fields[keys[column] ?? column];
    return value === undefined || value === false ? [] : [value === true ? "yes" : textOf(value)];
  });
  return same(name, heard.text.trim().split(/\s+/).slice(1), real);
}

function holdVerified([name = "", list = ""]: readonly string[], { heard, hearing }: Told): Verdict {
  const clip = hearing.clip(heard.moment, name);
  if (!clip) return `there is no clip ${name}`;
  return first(
    ...list.split(", ").map((part) => {
      const [, words = "", verdict = ""] =
        /^(.+?) (hash-verified|size-only|not verified|different)(?: \(.+\))?$/.exec(part) ?? [];
      const roles = words.split(" and ").map((word) => (word === "LOG" ? "log" : word) as Role);
      const isGood = verdict === "hash-verified" || verdict === "size-only";
      const wrong = roles.find((role) => isGood && !clip.has.includes(role));
      return wrong && `${wrong} is not there as it should be`;
    }),
  );
}

/** `scene 22 → 22A · take not set → 3`: as it was before, and as it is once the run is over. */
function holdChanges([name = "", changes = ""]: readonly string[], { hearing }: Told): Verdict {
  const { before, after } = hearing.spoken;
  const text = (value: unknown) => (value === undefined ? "not set" : textOf(value));
  return first(
    ...changes.split(" · ").map((change) => {
      const [, property = "", old, now] = /^(\w+) (.+) → (.+)$/.exec(change) ?? [];
      return first(
        same(`${property} before`, old, text(before.clips.get(name)?.[property])),
        same(`${property} now`, now, text(after.clips.get(name)?.[property])),
      );
    }),
  );
}

/** As it is, it will not be taken: it is broken, or another clip has its name. */
function isRefused({ isBroken, isListed, has }: ClipTruth): boolean {
  return isBroken || (isListed && !has.includes("graded"));
}

const allUp = ({ heard, hearing }: Told) => hearing.clips(heard.moment).every(isUp);

function holdCount(count: string | undefined, { heard, hearing }: Told): Verdict {
  return same("clips", Number(count), hearing.clips(heard.moment).length);
}

function holdSlates([without, all]: readonly (string | undefined)[], { heard, hearing }: Told): Verdict {
  if (without === undefined) return undefined;
  const clips = hearing.clips(heard.moment);
  return same(
    "without slate",
    [Number(without), Number(all)],
    [clips.filter((clip) => !hasSlate(clip)).length, clips.length],
  );
}

export const LOOK_SENTENCES: readonly Sentence[] = [
  {
    is: /^(DAY +ROLL +GRADED +LOG +SLATE +MISSING|ROLL +FILES +HASH-VERIFIED +SIZE-ONLY +NOT VERIFIED +DIFFERENT|name +scene +shot +take +circled +timecode +fps +date +reel)$/,
    holds: ([heads = ""], { memory }) => {
      memory.head = heads.split(/ {2,}/);
      return undefined;
    },
  },
  {
    is: /^(?:–|\d{4}-\d\d-\d\d) +\S+ +\d+\/\d+ .*$/,
    holds: (_, told) => holdStatusRow(told),
  },
  {
    is: /^\S+ +(\d+) +(\d+) +(\d+) +(\d+) +(\d+)$/,
    holds: ([files, ...verdicts]) =>
      same(
        "files",
        Number(files),
        verdicts.reduce((sum, count) => sum + Number(count), 0),
      ),
  },
  {
    is: /^ {2}(\S+): ((?:graded|LOG|thumbnail).* (?:hash-verified|size-only|not verified|different).*)$/,
    holds: holdVerified,
  },
  { is: /^size-only: nothing differs, but not every byte was compared \(--verbose: where\)\.$/ },
  {
    is: /^Nothing differs: (\d+) files? at .+\.$/,
    holds: ([count], told) => {
      const clips = told.hearing.clips(told.heard.moment);
      const has = clips.flatMap((clip) => clip.has);
      return first(same("files", Number(count), has.length), clips.every(isUp) ? undefined : "not all is up");
    },
  },
  {
    is: /^(?:NOT all verified|DIFFERENT): .+$/,
    holds: (_, told) => (allUp(told) ? "all of it is there" : undefined),
  },
  {
    is: /^Complete: (\d+) clips? (?:that were begun here are )?at [^.]+(?:\.\d+)*(?::\d+)?\.(?: A card's folder named as well is compared too\.)?$/,
    holds: ([count], told) => {
      const clips = told.hearing.clips(told.heard.moment);
      return first(
        holdCount(count, told),
        allUp(told) ? undefined : "not all is up",
        clips.every(hasSlate) ? undefined : "not every clip has its slate",
        same("exit code", told.hearing.spoken.exitCode, 0),
      );
    },
  },
  {
    is: /^Every file of (\d+) clips? is up at .+, but (?:(\d+) of (\d+) clips? ha(?:s|ve) no scene or take)?.*\.$/,
    holds: ([count, without, all], told) =>
      first(
        holdCount(count, told),
        allUp(told) ? undefined : "not all is up",
        holdSlates([without, all], told),
      ),
  },
  {
    is: /^NOT complete: (\d+) of (\d+) clips? up at .+\.$/,
    holds: ([up, all], told) => {
      const clips = told.hearing.clips(told.heard.moment);
      return first(
        same("up", [Number(up), Number(all)], [clips.filter(isUp).length, clips.length]),
        told.hearing.spoken.exitCode === 0 ? "the exit code says that it is" : undefined,
      );
    },
  },
  {
    is: /^ {2}deferred {2}(\S+)(?: and \d+ more)?: (?:not sent yet|.+ not sent.*)$/,
    holds: ([name = ""], told) => {
      told.memory.clip = name;
      const clip = told.hearing.clip(told.heard.moment, name);
      return clip && isUp(clip) ? "it is up" : undefined;
    },
  },
  {
    is: /^Next: send what is missing, with the same sheets and flags as before: odailies ingest .+$/,
    holds: (_, told) =>
      told.hearing.clips(told.heard.moment).every((clip) => isUp(clip) || isRefused(clip))
        ? "nothing is missing that could be sent"
        : undefined,
  },
  {
    is: /^Next: mend or replace the rejected clips; odailies check looks at each\.$/,
    holds: (_, told) => (allUp(told) ? "all is up" : undefined),
  },
  {
    is: /^warning: .+ cannot take a value out again: where (.+) had none before, an undo leaves what is sent now\.$/,
    holds: ([names = ""], { hearing }) => {
      const { before, after } = hearing.spoken;
      const isNew = (name: string) =>
        [...after.clips].some(([clip, now]) => name in now && !(name in (before.clips.get(clip) ?? {})));
      return names.split(", ").every(isNew) ? undefined : "they had values before";
    },
  },
  { is: /^Sheet (\S+)(?: beside .*)?: (\d+) rows?\.$/ },
  {
    is: /^\S+:\d+: (\S+?),? .*matches no clip .+$/,
    holds: ([name = ""], { heard }) => (heard.moment.clips.has(name) ? `${name} is there` : undefined),
  },
  { is: CHANGES, holds: holdChanges },
  {
    is: /^(\d+) fields? of (\d+) clips? changed at (.+?)(?:; (\d+) clips? already so)?(?:; (\d+) rows? without a clip)?(?:; (\d+) clips? without a row)? \(.+\)\.$/,
    holds: ([fields, clips], { hearing }) => {
      // Each of these is held by itself.
      const told = hearing.spoken.heard.filter(({ text }) => CHANGES.test(text));
      const count = told.reduce((sum, { text }) => sum + text.split(" · ").length, 0);
      return same("changed", [Number(fields), Number(clips)], [count, told.length]);
    },
  },
  {
    is: /^Nothing had to be changed at .+$/,
    holds: (_, { hearing }) =>
      same("values", [...hearing.spoken.before.clips], [...hearing.spoken.after.clips]),
  },
  { is: /^[A-Z]\d{3}C\d{3} .*$/, holds: (_, told) => holdListRow(told) },
  {
    is: /^(\/\S+\/undo\/\S+\.json)$/,
    holds: ([file = ""]) => (existsSync(file) ? undefined : "there is no such file"),
  },
  { is: /^ {4}(\S.*)$/ },
  {
    is: /^Next: send what is missing: odailies ingest .+$/,
    holds: (_, told) =>
      told.hearing.clips(told.heard.moment).every((clip) => isUp(clip) || isRefused(clip))
        ? "nothing is missing that could be sent"
        : undefined,
  },
];
