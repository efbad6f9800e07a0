// What the sound recorder wrote into the WAVs that lie beside the clips: a help, never a condition.
import pLimit from "p-limit";
import type { Emit } from "../../domain/events.ts";
import type { Scan } from "../../domain/scan.ts";
import { readWav } from "../../metadata/sound/read-wav.ts";
import { soundRow, type SoundRowReading } from "../../metadata/sound/sound-row.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";

const READ_AT_A_TIME = 8;

/**
 * One row per recording, in the order of the scans. Files that cannot be read, that no recorder wrote or that have no
 * timecode say nothing. Throws only when `signal` is aborted.
 */
export async function readSounds(
  scans: readonly Scan[],
  { emit, signal }: { readonly emit: Emit; readonly signal: AbortSignal },
): Promise<readonly MetadataRow[]> {
  const limit = pLimit(READ_AT_A_TIME);
  const paths = scans.flatMap(({ sounds }) => sounds.map(({ path }) => path));
  const readings = await Promise.all(paths.map((path) => limit(() => readSound(path, signal))));
  const rows = new Map<string, MetadataRow>();
  let pulledUp = 0;
  for (const reading of readings) {
    if (!reading) continue;
    if (!reading.row) {
      if (reading.unused === "pulled-up") pulledUp += 1;
      continue;
    }
    const { row, family } = reading;
    const key = family === undefined ? row.sheet : `${family} ${row.start}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  if (pulledUp > 0) {
    const files = pulledUp === 1 ? "1 sound file was" : `${pulledUp} sound files were`;
    const message = `${files} recorded at another sample rate than the timecode is counted at (pull-up, such as 48048 Hz); no scene or take was taken from there.`;
    emit({ type: "warning", code: "sound_pulled_up", message });
  }
  return [...rows.values()];
}

async function readSound(path: string, signal: AbortSignal): Promise<SoundRowReading | undefined> {
  signal.throwIfAborted();
  const { wav } = await readWav(path).catch(() => ({ wav: undefined }));
  return wav && soundRow(path, wav);
}
