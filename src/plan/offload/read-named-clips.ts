// What a camera's own sheet says that it has recorded.
import type { NamedRecording } from "../../cards/find-missing.ts";
import { parseTimecode, timecodeToFrames } from "../../domain/timecode.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { readSheet } from "../../metadata/read-sheet.ts";
import { type MetadataRow, understandSheet } from "../../metadata/understand-sheet.ts";

/** `source` is the sheet as people are told of it. One that cannot be read names nothing here: that is said elsewhere. */
export async function readNamedClips(path: string, source: string): Promise<readonly NamedRecording[]> {
  try {
    const { rows } = understandSheet(await readSheet(path));
    return rows.flatMap((row) => {
      const [name] = row.kind === "picture" ? row.names : [];
      return name === undefined ? [] : { name, seconds: lengthOf(row), source };
    });
  } catch (error) {
    if (error instanceof OdailiesError) return [];
    throw error;
  }
}

/** By its first and last timecode; whole frames at the nominal rate are near enough for a length. */
function lengthOf({ start, end, fps }: MetadataRow): number | undefined {
  const [from, to] = [parseTimecode(start), parseTimecode(end)];
  if (!from || !to || fps === undefined || fps <= 0) return undefined;
  const rate = { num: Math.round(fps * 1000), den: 1000 };
  const frames = timecodeToFrames(to, rate) - timecodeToFrames(from, rate);
  return frames > 0 ? frames / fps : undefined;
}
