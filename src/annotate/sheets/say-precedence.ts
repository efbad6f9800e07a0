// Which of several sheets on a card counts where they differ on a clip, said once for each two of them.
import { basename } from "node:path";
import type { Emit } from "../../domain/events.ts";
import type { MetadataProperty } from "../../domain/metadata.ts";
import type { MatchedRow, RowMatch } from "../../metadata/match/match-rows.ts";
import { sameValue } from "../../metadata/same-value.ts";

/** The rows of each clip are in order of rising precedence, by the time of their sheets. */
export function sayPrecedence({ byClip }: Pick<RowMatch, "byClip">, emit: Emit): void {
  const pairs = new Map<string, { newer: string; older: string; clips: number }>();
  for (const rows of byClip.values()) {
    const last = rows.at(-1);
    for (const row of rows) {
      if (!last || row === last || !differ(row, last)) continue;
      const key = JSON.stringify([last.sheet, row.sheet]);
      const pair = pairs.get(key) ?? { newer: last.sheet, older: row.sheet, clips: 0 };
      pairs.set(key, { ...pair, clips: pair.clips + 1 });
    }
  }
  for (const { newer, older, clips } of pairs.values()) {
    const many = clips === 1 ? "1 clip" : `${clips} clips`;
    const message = `${basename(newer)} comes after ${basename(older)} (by time, else by name) and counts for ${many} of which they say different things; --metadata names the sheets to use.`;
    emit({ type: "warning", code: "sheet_newer", message });
  }
}

function differ(a: MatchedRow, b: MatchedRow): boolean {
  return Object.entries(a.metadata).some(([name, value]) => {
    const property = name as MetadataProperty;
    const other = b.metadata[property];
    return other !== undefined && !sameValue(property, value, other);
  });
}
