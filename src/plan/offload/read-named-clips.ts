// What a camera's own sheet says that it has recorded.
import type { NamedRecording } from "../../cards/find-missing.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { frameRateFromNumber } from "../../domain/frame-rate.ts";
import { toNumber } from "../../domain/rational.ts";
import { framesOfDay, parseTimecode, timecodeToFrames } from "../../domain/timecode.ts";
import { readSheet } from "../../metadata/read-sheet.ts";
import { createSlices } from "../../metadata/slices.ts";
import { type MetadataRow, understandInSlices } from "../../metadata/understand-sheet.ts";

/** From the start to the label after the last frame, also over midnight. */
function secondsOf({ start, end, fps }: MetadataRow): number | undefined {
  const rate = frameRateFromNumber(fps ?? Number.NaN);
  const [from, to] = [parseTimecode(start), parseTimecode(end)];
  if (!rate || !from || !to) return undefined;
  const frames = timecodeToFrames(to, rate) - timecodeToFrames(from, rate);
  const all = frames < 0 ? frames + framesOfDay(rate, from.dropFrame) : frames;
  return all === 0 ? undefined : all / toNumber(rate);
}

/** `source` is the sheet as people are told of it. One that cannot be read names nothing here: that is said elsewhere. */
export async function readNamedClips(path: string, source: string): Promise<readonly NamedRecording[]> {
  try {
    const { rows } = await understandInSlices(await readSheet(path), createSlices());
    return rows.flatMap((row) => {
      const [name] = row.kind === "picture" ? row.names : [];
      if (name === undefined) return [];
      return { name, source, seconds: secondsOf(row) };
    });
  } catch (error) {
    if (error instanceof OdailiesError) return [];
    throw error;
  }
}
