// What is up, per day and roll: rows of a table, from the clips of a look.
import { formatDay } from "../domain/format-day.ts";
import type { Role } from "../domain/clip.ts";
import type { EventOf } from "./renderer.ts";
import type { TableRow } from "./render-table.ts";

export type SeenClip = EventOf<"clip-ended">;

const NOTHING = "–";

/** With a heading; one row per day and roll. Fits 80 columns where names are no longer than cameras make them. */
export function statusRows(clips: readonly SeenClip[]): readonly TableRow[] {
  const groups = groupByRoll(clips);
  const head = {
    ...{ day: "DAY", roll: "ROLL", graded: "GRADED", log: "LOG" },
    ...{ slate: "SLATE", missing: "MISSING" },
  };
  const rows = groups.map(({ day, roll, clips }) => ({
    day: day === undefined ? NOTHING : formatDay(day),
    roll: roll ?? NOTHING,
    graded: shareUp(clips, "graded"),
    log: shareUp(clips, "log"),
    slate: `${clips.filter(hasSlate).length}/${clips.length}`,
    missing: namesOf(clips.filter((clip) => !isUp(clip))),
  }));
  return [head, ...rows];
}

export function isUp({ outcome }: SeenClip): boolean {
  return outcome.status === "done";
}

/** Does the destination show which scene or take it is? */
export function hasSlate({ standing }: SeenClip): boolean {
  return standing?.slate.scene !== undefined || standing?.slate.take !== undefined;
}

/** `2/3`: of the clips that have or should have such a file. A clip that the destination lost has nothing there. */
function shareUp(clips: readonly SeenClip[], role: Role): string {
  const owing = clips.filter(({ standing }) =>
    standing ? standing.files[role] !== undefined : role === "graded",
  );
  const up = owing.filter(({ standing }) => standing?.files[role] === "up" && standing.isListed !== false);
  return owing.length === 0 ? NOTHING : `${up.length}/${owing.length}`;
}

/** `A001C003_230615_AB12`, or with `and 4 more`; empty for none. */
export function namesOf(clips: readonly SeenClip[]): string {
  const [first, ...others] = clips.map(({ outcome }) => outcome.clip);
  if (first === undefined) return "";
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

interface Group {
  readonly day: string | undefined;
  readonly roll: string | undefined;
  readonly clips: SeenClip[];
}

/** By day, then roll. A clip that does not tell its day is counted with its roll where that has one day only. */
function groupByRoll(clips: readonly SeenClip[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const daysOf = new Map<string, Set<string>>();
  for (const { outcome, standing } of clips) {
    const days = daysOf.get(outcome.roll ?? "") ?? new Set();
    if (standing?.day !== undefined) days.add(standing.day);
    daysOf.set(outcome.roll ?? "", days);
  }
  for (const clip of clips) {
    const roll = clip.outcome.roll ?? "";
    const days = daysOf.get(roll) ?? new Set();
    const [only] = days.size === 1 ? days : [];
    const day = clip.standing?.day ?? only;
    const key = `${day ?? "9"}\n${roll}`;
    const group = groups.get(key) ?? { day, roll: clip.outcome.roll, clips: [] };
    group.clips.push(clip);
    groups.set(key, group);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
