// Which clips get the look: those that came without a graded file. Their LOG file is what the graded one is made of.
import { createHash } from "node:crypto";
import type { Cdl } from "../../domain/cdl.ts";
import type { FoundClip } from "../../domain/clip.ts";
import type { Emit } from "../../domain/events.ts";
import { chooseCorrection } from "../../media/look/read-cdl-file.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";
import type { LookRequest } from "./look-request.ts";

export interface LookAssignment {
  readonly look: LookRequest | undefined;
  readonly rowsOf: (clipName: string) => readonly MetadataRow[];
  readonly emit: Emit;
}

/** What cannot be graded as asked is said, and never silently graded in another way. */
export function assignLooks(
  clips: readonly FoundClip[],
  { look, rowsOf, emit }: LookAssignment,
): readonly FoundClip[] {
  if (!look) return clips;
  const graded = clips.filter((clip) => clip.graded).length;
  if (graded > 0) {
    const message = `${graded === 1 ? "1 clip has" : `${graded} clips have`} a graded file already: the look is not laid onto it.`;
    emit({ type: "warning", code: "look_not_needed", message });
  }
  return clips.map((clip) => {
    if (clip.graded || !clip.log) return clip;
    const cdl = look.cdl ? findCdl(clip, look, rowsOf(clip.name), emit) : undefined;
    return { ...clip, graded: clip.log, look: { id: lookId(look, cdl), cdl } };
  });
}

function findCdl(
  { name }: FoundClip,
  { corrections, lut }: LookRequest,
  rows: readonly MetadataRow[],
  emit: Emit,
): Cdl | undefined {
  const chosen = chooseCorrection(corrections, { clipName: name })?.cdl;
  if (chosen) return chosen;
  const reading = rows.findLast((row) => row.cdl !== undefined)?.cdl;
  if (reading && "cdl" in reading) return reading.cdl;
  const why = reading
    ? `Its ASC CDL cannot be used: ${reading.problem}`
    : "No sheet and no file has an ASC CDL of it";
  const instead = lut ? `${lut.label} is laid on without it` : "its graded file looks as its LOG file";
  emit({ type: "warning", code: "cdl_missing", clip: name, message: `${why}; ${instead}.` });
  return undefined;
}

function lookId({ lut }: LookRequest, cdl: Cdl | undefined): string {
  const content = JSON.stringify([lut?.sha256 ?? null, cdl ?? null]);
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
