// Clips without a LOG file where most have one: a fault of the render, which nothing else would tell.
import type { Emit } from "../domain/events.ts";

export interface ClipWithRoles {
  readonly name: string;
  /** Only clips of one group are held against each other: another camera may record no LOG. */
  readonly group: string;
  readonly hasLog: boolean;
}

export interface MissingLogs {
  /** Clips of the groups in which some lack it. */
  readonly of: number;
  readonly names: readonly string[];
}

/** Names the clips without a LOG file where at least half of their group have one; in the order given. Pure. */
export function findMissingLogs(clips: readonly ClipWithRoles[]): MissingLogs {
  const groups = new Map<string, ClipWithRoles[]>();
  for (const clip of clips) {
    const group = groups.get(clip.group) ?? [];
    groups.set(clip.group, group);
    group.push(clip);
  }
  const lacking = [...groups.values()].filter((group) => {
    const having = group.filter(({ hasLog }) => hasLog).length;
    return having < group.length && having * 2 >= group.length;
  });
  const all = lacking.flat();
  return { of: all.length, names: all.flatMap(({ name, hasLog }) => (hasLog ? [] : [name])) };
}

const NAMED_AT_MOST = 10;

/** `place`: a card's name, for people. */
export function sayMissingLogs(clips: readonly ClipWithRoles[], place: string, emit: Emit): void {
  const { of, names } = findMissingLogs(clips);
  if (names.length === 0) return;
  const rest = names.length - NAMED_AT_MOST;
  const named = names.slice(0, NAMED_AT_MOST).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  const have = names.length === 1 ? "has" : "have";
  const message = `${names.length} of ${of} clips of ${place} ${have} no LOG file, though the others have one: ${named}.`;
  emit({ type: "warning", code: "log_missing", message });
}
