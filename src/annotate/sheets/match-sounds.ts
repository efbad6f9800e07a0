// Which recording ran while which picture did. Several cameras may share one; one camera's clips may not.
import type { FoundClip } from "../../domain/clip.ts";
import { frameRateFromNumber, nominalFps } from "../../domain/frame-rate.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { toNumber } from "../../domain/rational.ts";
import {
  formatTimecode,
  framesOfDay,
  framesToTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../../domain/timecode.ts";
import { byOverlap } from "../../metadata/match/by-timecode.ts";
import type { ClipToMatch } from "../../metadata/match/match-rows.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";
import { type MatchMode, withPicture } from "./match-sheets.ts";

export interface SoundMatch {
  /** What the recording says that ran meanwhile, `{}` where none did. Others may turn out to share it, see `isSure`. */
  notePicture(clip: FoundClip, metadata: ClipMetadata, seconds: number | undefined): ClipMetadata;
  /** Once every picture was noted: is the clip the only one of its camera in its recording? */
  isSure(clipName: string): boolean;
}

interface Picture {
  readonly camera: string | undefined;
  /** Seconds of the day. */
  readonly start: number;
  readonly end: number;
}

/** Sound has only its timecode in common with pictures; and sheets that the service reads are not known here. */
export function mayMatchSounds({
  match,
  metadataVia,
}: {
  readonly match: MatchMode;
  readonly metadataVia: "patch" | "ale";
}): boolean {
  return metadataVia === "patch" && (match === undefined || match === "timecode");
}

/** `rows` are the recordings, one each, as `readSounds` gives them. */
export function matchSounds(rows: readonly MetadataRow[]): SoundMatch {
  const recordings = new Map(rows.map((row) => [row.sheet, row]));
  // Rows are looked up among clips: here the picture is the row, so that several may find one recording.
  const findRecordings = byOverlap(rows.map(recordingToMatch));
  const recordingOf = new Map<string, string>();
  const pictures = new Map<string, Map<string, Picture>>();
  return {
    notePicture: (clip, metadata, seconds) => {
      const known = withPicture(clip, metadata, seconds);
      const placed = rows.length > 0 ? placePicture(known) : undefined;
      if (!placed) return {};
      const found = findRecordings(placed.row).flatMap(({ name }) => recordings.get(name) ?? []);
      const [best] = found;
      if (!best || !found.every((row) => isSameSlate(row, best))) return {};
      const sharing = pictures.get(best.sheet) ?? new Map<string, Picture>();
      pictures.set(best.sheet, sharing.set(clip.name, placed.picture));
      recordingOf.set(clip.name, best.sheet);
      return best.metadata;
    },
    isSure: (clipName) => {
      const sharing = pictures.get(recordingOf.get(clipName) ?? "");
      const own = sharing?.get(clipName);
      return own !== undefined && [...(sharing?.values() ?? [])].every((other) => !mayFollow(other, own));
    },
  };
}

/** Two recorders of one take, or one file per channel. */
function isSameSlate({ metadata: a }: MetadataRow, { metadata: b }: MetadataRow): boolean {
  return a.scene === b.scene && a.take === b.take;
}

/** The recorder ran on while, as far as is known, one camera stopped and started: whose slate it has cannot be told. */
function mayFollow(a: Picture, b: Picture): boolean {
  const mayBeOneCamera = a.camera === undefined || b.camera === undefined || a.camera === b.camera;
  return mayBeOneCamera && (a.end <= b.start || b.end <= a.start);
}

function recordingToMatch({ sheet, start, end, fps, date }: MetadataRow): ClipToMatch {
  const rate = frameRateFromNumber(fps ?? Number.NaN);
  const [from, to] = [parseTimecode(start), parseTimecode(end)];
  const first = rate && from && timecodeToFrames(from, rate);
  const last = rate && to && timecodeToFrames(to, rate);
  const frames = first === undefined || last === undefined ? undefined : last - first;
  const overMidnight =
    rate && from && frames !== undefined && frames < 0 ? framesOfDay(rate, from.dropFrame) : 0;
  return {
    name: sheet,
    ...(start !== undefined && { timecode: start }),
    ...(fps !== undefined && { fps }),
    ...(date !== undefined && { date }),
    ...(frames !== undefined && { frameCount: frames + overMidnight }),
  };
}

/** Undefined without length or timecode; midnight to the frame is what is written where none ran. */
function placePicture(clip: ClipToMatch): { row: MetadataRow; picture: Picture } | undefined {
  const rate = frameRateFromNumber(clip.fps ?? Number.NaN);
  const from = parseTimecode(clip.timecode);
  const start = rate && from && timecodeToFrames(from, rate);
  if (!rate || !from || start === undefined || start === 0) return undefined;
  const frames = Math.round((clip.durationSeconds ?? 0) * toNumber(rate));
  if (frames === 0) return undefined;
  const end = formatTimecode(framesToTimecode(start + frames, rate, from.dropFrame));
  const { date, camera, fps, timecode } = clip;
  return {
    row: {
      sheet: "",
      line: 1,
      kind: "picture",
      names: [],
      ...(timecode !== undefined && { start: timecode, end }),
      ...(date !== undefined && { date }),
      ...(fps !== undefined && { fps }),
      metadata: {},
      origin: new Map(),
    },
    picture: { camera, start: start / nominalFps(rate), end: (start + frames) / nominalFps(rate) },
  };
}
