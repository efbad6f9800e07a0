// Reads what the measuring filters wrote into what a person would say of the clip.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContentFacts, SoundLevel } from "../../domain/content-facts.ts";
import type { InspectOutput } from "./render-plan.ts";

export interface ContentToRead {
  readonly folder: string;
  readonly files: InspectOutput;
  /** Length of what was made. */
  readonly seconds: number;
  readonly canFreeze: boolean;
}

/** A file that is not there holds nothing: a filter that had nothing to say did not write one. */
export async function readContent({
  folder,
  files,
  seconds,
  canFreeze,
}: ContentToRead): Promise<ContentFacts> {
  const read = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  const [picture, sound] = await Promise.all([read(files.pictureFile), read(files.soundFile)]);
  return {
    blackShare: spanShare(picture, "lavfi.black", seconds),
    frozenShare: canFreeze ? spanShare(picture, "lavfi.freezedetect.freeze", seconds) : undefined,
    sound: readSound(sound),
  };
}

/** Lines `<prefix>_start=1.5` and `<prefix>_end=3`; what has no end lasts to the end of the clip. */
function spanShare(text: string, prefix: string, seconds: number): number {
  let start: number | undefined;
  let inSpans = 0;
  for (const [, key, value] of text.matchAll(/^([\w.]+)=(-?[\d.]+)\s*$/gm)) {
    if (key === `${prefix}_start`) start = Number(value);
    if (key === `${prefix}_end` && start !== undefined) {
      inSpans += Number(value) - start;
      start = undefined;
    }
  }
  if (start !== undefined) inSpans += Math.max(0, seconds - start);
  return seconds > 0 ? Math.min(1, inSpans / seconds) : 0;
}

const SILENCE_DB = -200;

/** The figures are cumulative: the last ones count. */
function readSound(text: string): SoundLevel | undefined {
  const last = (key: string) => {
    const value = [...text.matchAll(new RegExp(`Overall\\.${key}=(\\S+)`, "g"))].at(-1)?.[1];
    if (value === undefined) return undefined;
    // Builds spell the logarithm of nothing as -inf or as a very low number.
    return /^-inf$/i.test(value) ? SILENCE_DB : Math.max(SILENCE_DB, Number(value));
  };
  const peakDb = last("Peak_level");
  const flatnessDb = last("Flat_factor");
  return peakDb === undefined || Number.isNaN(peakDb)
    ? undefined
    : { peakDb, flatnessDb: flatnessDb !== undefined && Number.isFinite(flatnessDb) ? flatnessDb : 0 };
}
