// Whatever becomes of a run, it says at its end which rows of the sheets found no clip, and counts them.
import { gatherMetadata } from "../annotate/sheets/gather-metadata.ts";
import type { Knowledge } from "../deliver/delivery.ts";
import type { Run } from "./frame.ts";
import type { PlannedCards } from "./plan-cards.ts";

export async function withRows(
  { sheets }: Pick<PlannedCards, "sheets">,
  run: Run,
  work: (knowledge: Knowledge) => Promise<void>,
): Promise<void> {
  try {
    await work({
      rowsOf: sheets.rowsOf,
      // Where sheets differ is said when the clip is annotated.
      gather: async (clip, facts) =>
        (await gatherMetadata(clip, facts, sheets.rowsOf(clip.name), () => undefined)).metadata,
    });
  } finally {
    const left = sheets.finish(run.emit);
    run.note({ rows: left.rows, lost: left.lost });
  }
}
