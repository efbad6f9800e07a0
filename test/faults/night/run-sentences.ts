// What a run that sends says on its way and at its end.
import { existsSync } from "node:fs";
import { clockOf, first, isSaidAt, same, type Verdict } from "./hearing.ts";
import type { Sentence, Told } from "./sentence.ts";
import { type ClipTruth, isUp, type Role } from "./truth.ts";

const ROLES: Readonly<Record<string, Role>> = {
  graded: "graded",
  LOG: "log",
  thumbnail: "thumbnail",
  picture: "thumbnail",
  pictures: "thumbnail",
};

/** Why a clip is not up: what has to be so for it to be true, and what alone can help. */
const REASONS: readonly {
  readonly is: RegExp;
  readonly isSo: (clip: ClipTruth, told: Told) => boolean;
  readonly helps: RegExp;
}[] = [
  {
    is: /the copy is incomplete\.$/,
    isSo: ({ isBroken }) => isBroken,
    helps: /^Copy the clip from the card/,
  },
  {
    is: /^There is not enough room in .* [\d.]+ .?B needed, [\d.]+ .?B free\.$/,
    isSo: ({ has }) => !has.includes("graded"),
    helps: /^Free some space, or name another folder with --work-dir; then run again\.$/,
  },
  {
    is: /^The project has another clip \S+: .+ there, .+ here\.( It came there while this run went on\.)?$/,
    isSo: ({ isListed, has }) => isListed && !has.includes("graded"),
    helps: /^Check that this is the right project; if this clip is meant .* --replace\.$/,
  },
  {
    is: /^\S+ was delivered before from another file: .*, sent .*; now .*\.$/,
    isSo: ({ isListed, owes, has }) => isListed && has.length < owes.length,
    helps: /^If this one is meant to take its place, run again with --replace\.$/,
  },
  {
    is: /^\S+ waits for its graded file, which makes a clip at .*\.$/,
    isSo: ({ isListed }) => !isListed,
    helps: /^Put the graded file beside it/,
  },
  {
    is: /is gone from |are gone: connect|is gone: the volume/,
    isSo: () => true,
    helps: /^Connect \S+ again and run the same command; what is up stays up\.$/,
  },
];

/** A reason that nobody has told us how to hold is a sentence that nobody holds. */
function holdReason(message: string, name: string, told: Told): Verdict {
  const reason = REASONS.find(({ is }) => is.test(message));
  if (!reason) return `nobody holds the reason: ${message}`;
  const clip = told.hearing.clip(told.heard.moment, name);
  if (!clip) return `there is no clip ${name}`;
  return reason.isSo(clip, told) ? undefined : `it is not so: ${message}`;
}

function holdHint(hint: string, { memory, hearing, heard }: Told): Verdict {
  const told = hearing.spoken.heard;
  const before = told.slice(0, told.indexOf(heard)).findLast(({ text }) => text.includes(memory.clip));
  const reason = REASONS.find(({ is }) => before && is.test(messageIn(before.text, memory.clip)));
  return reason?.helps.test(hint) ? undefined : `it cannot help ${memory.clip}: ${hint}`;
}

function messageIn(text: string, clip: string): string {
  const after = text.slice(text.indexOf(clip) + clip.length);
  return after.replace(/^(?: at [^:]+)?(?: \([^)]*\))?(?::|\s)\s*/, "").replace(/ · .*$/, "");
}

function holdEnd([end = "", name = "", detail = ""]: readonly string[], told: Told): Verdict {
  const { heard, hearing, memory } = told;
  memory.ends.set(name, end);
  memory.clip = name;
  const clip = hearing.clip(heard.moment, name);
  if (!clip) return `there is no clip ${name}`;
  if (end !== "done" && end !== "skipped")
    return isUp(clip) ? "it is up" : holdReason(detail.split(" · ")[0] ?? "", name, told);
  if (!isUp(clip)) return `it is not up: it has ${clip.has.join()} of ${clip.owes.join()}`;
  return first(...detail.split(" · ").map((part) => holdDetail(part, clip, told)));
}

const VALUES = /^(scene|shot|take) (.+)$/;
const FILE = /^(graded|LOG|thumbnail) (as it is|remuxed|encoded|made)$/;

function holdDetail(detail: string, clip: ClipTruth, { heard }: Told): Verdict {
  if (detail === "" || detail === "already there and the same") return undefined;
  if (/^\d+ warnings?$/.test(detail)) return undefined;
  return first(
    ...detail.split(", ").map((part): Verdict => {
      const [, property, value] = VALUES.exec(part) ?? [];
      if (property !== undefined) return same(property, value, clip.fields[property]);
      if (part === "circled") return same(part, true, clip.fields["circled"]);
      const [, word = "", how] = FILE.exec(part) ?? [];
      const role = ROLES[word];
      if (!role) return `nobody holds: ${part}`;
      const file =
        role === "thumbnail" ? undefined : heard.moment.shelf.get(clip.card)?.get(clip.name)?.[role];
      if (!clip.has.includes(role)) return `${role} is not there`;
      return file && same(`${role} as it is`, how === "as it is", file.kind === "as is");
    }),
  );
}

/** `graded 2 of 4, LOG 1 of 1`. */
function holdFilesUp([list = ""]: readonly string[], { heard, hearing }: Told): Verdict {
  const clips = hearing.clips(heard.moment);
  return first(
    ...list.split(", ").map((part) => {
      const [, word = "", up, all] = /^(\w+) (\d+) of (\d+)$/.exec(part) ?? [];
      const role = ROLES[word];
      if (!role) return `nobody holds: ${part}`;
      const owing = clips.filter(({ owes }) => owes.includes(role));
      const there = owing.filter(({ has, isListed }) => isListed && has.includes(role));
      return same(word, [Number(up), Number(all)], [there.length, owing.length]);
    }),
  );
}

function holdTotal(up: string, all: string, ended: string | undefined, { heard, hearing }: Told): Verdict {
  const clips = hearing.clips(heard.moment);
  return first(
    same("clips up", [Number(up), Number(all)], [clips.filter(isUp).length, clips.length]),
    ended === undefined || isSaidAt(ended, heard)
      ? undefined
      : `it did not end at ${ended} but at ${clockOf(heard.saidMs)}`,
  );
}

/** Advice: the same command again, where something is left that it can do. */
function holdAgain([command = ""]: readonly string[], { heard, hearing }: Told): Verdict {
  const given = ["odailies", ...hearing.spoken.args.filter((arg) => arg !== "--plain")].join(" ");
  return first(
    same("command", command.replaceAll("'", ""), given),
    hearing.clips(heard.moment).every(isUp) ? "everything is up" : undefined,
  );
}

function holdCutOff([key = ""]: readonly string[], { heard, hearing }: Told): Verdict {
  const before = hearing.spoken.before.files.get(key);
  return heard.moment.files.get(key) === before ? undefined : `${key} is there`;
}

const END = "(done|skipped|rejected|deferred|failed)";
const WHEN = String.raw`\((?:.+, )?[\d.]+m?s(?: [\d.]+m?s)?, ended at (\d\d:\d\d)\)`;

export const RUN_SENTENCES: readonly Sentence[] = [
  { is: /^$/ },
  { is: /^Stopping cleanly; press Ctrl-C again to leave at once\.$/ },
  { is: /^warning: Clips are decoded with ffmpeg of \d{4} .* it is then used by itself\.$/ },
  {
    is: /^odailies (\w+): (.+) → (.+)$/,
    holds: ([command, source], { hearing }) =>
      same("run", [command, source], [hearing.command, hearing.spoken.args[1]]),
  },
  {
    is: /^\S+: (\d+) clips?\.$/,
    holds: ([count], { heard, hearing }) => same("clips", Number(count), hearing.clips(heard.moment).length),
  },
  {
    is: /^To send: (?:[\d.]+ .?B in )?(\d+) files?(?:, to be made first|, about .*?)?(?:; (\d+) more files? to be made first)?\.$/,
    holds: ([files, more = "0"], { hearing }) => {
      const missing = hearing
        .clips(hearing.spoken.before)
        .flatMap(({ owes, has }) => owes.filter((role) => role !== "thumbnail" && !has.includes(role)));
      return same("files to send", Number(files) + Number(more), missing.length);
    },
  },
  {
    is: /^warning: (?:The connection to \S+ broke off|\S+ (?:cannot be reached|does not answer)).*Trying again in .*\.$/,
    holds: (_, { heard }) => (heard.moment.isCut ? undefined : "the line is not cut"),
  },
  {
    is: /^The old values are kept: odailies annotate --undo '(.+)' puts them back\.$/,
    holds: ([file = ""]) => (existsSync(file) ? undefined : "there is no such file"),
  },
  { is: new RegExp(String.raw`^ {2}${END} +(\S+)(?: {2}(.*))?$`), holds: holdEnd },
  {
    is: new RegExp(String.raw`^ {2}(rejected|deferred|failed) +(\S+?)(?: \((.+)\))?: (.+)$`),
    holds: ([end, name = "", partly = "", message = ""], told) => {
      told.memory.clip = name;
      const clip = told.hearing.clip(told.heard.moment, name);
      const [, up = "", not = ""] = /^(.+) up(?:, (.+) not)?$/.exec(partly) ?? [];
      const rolesOf = (words: string) => words.split(" and ").flatMap((word) => ROLES[word] ?? []);
      return first(
        same("end", end, told.memory.ends.get(name) ?? end),
        same("up", rolesOf(up).toSorted(), clip?.isListed === true ? clip.has.toSorted() : []),
        rolesOf(not).some((role) => clip?.has.includes(role)) ? `${not} is there` : undefined,
        holdReason(message, name, told),
      );
    },
  },
  { is: /^ {12}(\S.*)$/, holds: ([hint = ""], told) => holdHint(hint, told) },
  {
    is: new RegExp(String.raw`^NOT everything is up: (\d+) of (\d+) clips? at .+ ${WHEN}\.$`),
    holds: ([up = "", all = "", ended], told) =>
      first(up === all ? "all are up" : undefined, holdTotal(up, all, ended, told)),
  },
  {
    is: new RegExp(String.raw`^Everything is up: (\d+) clips? at .+ ${WHEN}\.$`),
    holds: ([all = "", ended], told) => holdTotal(all, all, ended, told),
  },
  {
    is: /^Stopped after .+ at (\d\d:\d\d): (\d+) of (\d+) clips? up with all their files\.$/,
    holds: ([ended, up = "", all = ""], told) => holdTotal(up, all, ended, told),
  },
  {
    is: /^Nothing was sent\.$/,
    holds: (_, { hearing }) => same("bytes sent", 0, hearing.spoken.sentBytes),
  },
  { is: /^ {2}Files up: (.+)\.$/, holds: holdFilesUp },
  { is: /^ {2}(_\w+\/\S+) was cut off at \d+% on its way to .+\.$/, holds: holdCutOff },
  {
    is: /^ {2}(_\w+\/\S+) was sent whole on its way to .+, but nothing has confirmed it\.$/,
    holds: holdCutOff,
  },
  {
    is: /^ {2}(\d+) clips? not (?:reached|finished)\.$/,
    holds: ([count], { heard, hearing, memory }) => {
      const open = hearing.clips(heard.moment).filter((clip) => !memory.ends.has(clip.name));
      return Number(count) <= open.length && !open.some(isUp) ? undefined : `it is ${open.length}`;
    },
  },
  { is: /^Next: run again(?:, it does only what is missing| to go on): (.+)$/, holds: holdAgain },
  {
    is: /^Next: mend or replace the rejected clips, then run the same command again\.$/,
    holds: (_, { memory }) =>
      [...memory.ends.values()].includes("rejected") ? undefined : "no clip was rejected",
  },
  {
    is: /^Next: to put the old values back: odailies annotate --undo '(.+)'$/,
    holds: ([file = ""]) => (existsSync(file) ? undefined : "there is no such file"),
  },
];
