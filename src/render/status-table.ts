// What is up, per day and roll: rows of a table, from the clips of a look.
import type { EventOf } from "./renderer.ts";
import type { TableRow } from "./render-table.ts";

export type SeenClip = EventOf<"clip-ended">;

const NOTHING = "–";

/** With a heading; one row per day and roll. Fits 80 columns where names are no longer than cameras make them. */
export function statusRows(clips: readonly SeenClip[]): readonly TableRow[] {
  const groups = groupByRoll(clips);
  const head = { day: "DAY", roll: "ROLL", up: "UP", annotated: "ANNOTATED", missing: "MISSING" };
  const rows = groups.map(({ day, roll, clips }) => {
    const up = clips.filter(isUp);
    return {
      day: day === undefined ? NOTHING : day.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3"),
      roll: roll ?? NOTHING,
      up: `${up.length}/${clips.length}`,
      annotated: String(clips.filter(isAnnotated).length),
      missing: namesOf(clips.filter((clip) => !isUp(clip))),
    };
  });
  return [head, ...rows];
}

export function isUp({ outcome }: SeenClip): boolean {
  return outcome.status === "done";
}

function isAnnotated({ standing }: SeenClip): boolean {
  if (standing?.files.graded !== "up" || standing.isListed === false) return false;
  return standing.lacksMetadata.length === 0;
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
