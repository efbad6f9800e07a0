// What a camera's own sheet says that it has recorded.
import type { NamedRecording } from "../../cards/find-missing.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { readSheet } from "../../metadata/read-sheet.ts";
import { createSlices } from "../../metadata/slices.ts";
import { understandInSlices } from "../../metadata/understand-sheet.ts";

/** `source` is the sheet as people are told of it. One that cannot be read names nothing here: that is said elsewhere. */
export async function readNamedClips(path: string, source: string): Promise<readonly NamedRecording[]> {
  try {
    const { rows } = await understandInSlices(await readSheet(path), createSlices());
    return rows.flatMap((row) => {
      const [name] = row.kind === "picture" ? row.names : [];
      return name === undefined ? [] : { name, source };
    });
  } catch (error) {
    if (error instanceof OdailiesError) return [];
    throw error;
  }
}
