// What a watcher says between and after its runs, and its last word.
import { clockOf, first, same, type Verdict } from "./hearing.ts";
import { ZONE } from "./cart.ts";
import type { Sentence, Told } from "./sentence.ts";
import { clipsOf, isUp } from "./truth.ts";

const TURN_HOUR_MS = 6 * 3_600_000;

/** The shoot day, which ends at six in the morning. */
export function shootDayOf(ms: number): string {
  return new Date(ms - TURN_HOUR_MS).toLocaleDateString("en-GB", { timeZone: ZONE });
}

/** Clips that this watcher has said are done, each once a day. */
function doneOf({ heard, hearing }: Pick<Told, "heard" | "hearing">, isToday: boolean): number {
  const day = shootDayOf(heard.saidMs);
  const told = hearing.spoken.heard.flatMap(({ text, saidMs }) => {
    const [, clip] = /^\d\d:\d\d {3}done +(\S+)/.exec(text) ?? [];
    const on = shootDayOf(saidMs);
    return clip !== undefined && (!isToday || on === day) ? [`${on} ${clip}`] : [];
  });
  return new Set(told).size;
}

/** `A001: 2 of 3 clips up at …`: of the run that ended just now. */
function holdCard([card = "", good, found]: readonly string[], { heard, hearing }: Told): Verdict {
  const root = `${hearing.folders[0]}/${card}`;
  const up = clipsOf(heard.moment, [root], false).filter(isUp).length;
  const all = heard.moment.shelf.get(root)?.size ?? 0;
  return Number(good) <= up && Number(found) <= all ? undefined : `there are ${up} of ${all}`;
}

function holdLastWord(groups: readonly string[], told: Told): Verdict {
  const [today, since, notUp = "", notTaken = ""] = groups;
  const { heard, hearing } = told;
  const broken = hearing
    .clips(heard.moment)
    .filter(
      (clip) =>
        !isUp(clip) && hearing.spoken.heard.some(({ text }) => text.includes(`rejected  ${clip.name}`)),
    )
    .map(({ name }) => `${name} (rejected)`);
  const named = notUp === "" ? [] : notUp.split(", ");
  const open = hearing.clips(heard.moment).filter((clip) => !isUp(clip) && !clip.isBroken);
  return first(
    same("done today", Number(today), doneOf(told, true)),
    since === undefined || since === ""
      ? same("done since the start", doneOf(told, true), doneOf(told, false))
      : same("done since the start", Number(since), doneOf(told, false)),
    same("not up", named.toSorted(), broken.toSorted()),
    first(
      ...open.map(({ name }) => (notTaken.includes(name) ? undefined : `${name} is not up, and not named`)),
    ),
    (notUp === "" && notTaken === "") === (hearing.spoken.exitCode === 0)
      ? undefined
      : `exit code ${String(hearing.spoken.exitCode)}`,
  );
}

export const WATCH_SENTENCES: readonly Sentence[] = [
  { is: /^Health is at http:\/\/127\.0\.0\.1:\d+\.$/ },
  { is: /^Clips go to .+, after [\d.]+ s without a change\.$/ },
  {
    is: /^Watching (.+?)(?: by polling: .+)?\.$/,
    holds: ([folder], { hearing }) => same("folder", folder, hearing.folders[0]),
  },
  {
    is: /^(\S+): (\d+) clips? at .+ \([\d.]+m?s(?:, [\d.]+ .?B)?\)\.$/,
    holds: ([card = "", count = ""], told) => holdCard([card, count, count], told),
  },
  {
    is: /^(\S+): (\d+) of (\d+) clips? up at .+(?:; NOT up: .+| when it was stopped; the next start goes on)\.$/,
    holds: holdCard,
  },
  {
    is: /^waiting: (\S+): .+$/,
    holds: ([file = ""], { heard, hearing }) => {
      const name = /([^/]+)\.mp4$/.exec(file)?.[1] ?? "";
      const clip = hearing.clip(heard.moment, name);
      return clip && isUp(clip) ? `${name} is up` : undefined;
    },
  },
  {
    is: /^warning: (\S+)(?: \(volume .*\))? is gone: connect it again; odailies waits for it\. Ctrl-C to stop\.$/,
    holds: ([card], { heard, hearing }) =>
      heard.moment.shelf.has(`${hearing.folders[0]}/${card}`) ? "it is there" : undefined,
  },
  {
    is: /^(\S+)(?: \(volume .*\))? is back; going on\.$/,
    holds: ([card], { heard, hearing }) =>
      heard.moment.shelf.has(`${hearing.folders[0]}/${card}`) ? undefined : "it is not there",
  },
  {
    is: /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+$/,
    holds: (_, { heard }) => {
      const parts = { weekday: "long", day: "numeric", month: "long" } as const;
      return same(
        "day",
        heard.text,
        new Date(heard.saidMs).toLocaleDateString("en-GB", { timeZone: ZONE, ...parts }),
      );
    },
  },
  {
    is: /^(?:warning: )?(?:Stopped|Ended): (\d+) clips? done today(?:, (\d+) since the start)?(?:\. NOT up: ([^.]+))?(?:\. NOT taken: (.+); the next start goes on with what is left)?(?:, nothing waits)?\.$/,
    holds: holdLastWord,
  },
];

/** What stands before every sentence of a watcher. */
export function holdClock(clock: string, told: Pick<Told, "heard">): Verdict {
  const said = [0, 60_000].map((agoMs) => clockOf(told.heard.saidMs - agoMs));
  return said.includes(clock) ? undefined : `it was ${said[0]}`;
}
