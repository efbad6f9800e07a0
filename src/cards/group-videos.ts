// Which video files are one clip, and which names are claimed twice.
import { foldName } from "../domain/fold-name.ts";
import type { NameClash } from "../domain/scan.ts";
import type { VideoFile } from "./video-file.ts";

/** Files that go by one name. `graded` and `log` hold one file each unless the name is claimed twice. */
export interface NameGroup {
  readonly graded: readonly VideoFile[];
  readonly log: readonly VideoFile[];
}

export interface GroupedVideos {
  readonly clips: readonly NameGroup[];
  readonly clashes: readonly { readonly group: NameGroup; readonly kind: NameClash["kind"] }[];
  /** Camera files whose place is taken: their dailies are here, or their small copy was asked for. */
  readonly replaced: readonly VideoFile[];
}

/**
 * Groups by name; then joins a LOG file with the graded one that differs only by suffixes such as `_H264`. Every file
 * given ends in exactly one of `clips`, `clashes` and `replaced`. A name that is claimed twice takes its LOG files into
 * the clash: nobody can say whose they are.
 */
export function groupVideos(videos: readonly VideoFile[]): GroupedVideos {
  const replaced: VideoFile[] = [];
  const groups = [...groupBy(videos, (video) => foldName(video.name)).values()].map((members) => {
    const [graded, log] = (["graded", "log"] as const).map((role) => {
      const { kept, left } = replaceOriginals(members.filter((video) => video.role === role));
      for (const video of left) replaced.push(video);
      return kept;
    });
    return { graded: graded ?? [], log: log ?? [] };
  });
  const paired = pairBySuffix(groups);
  const isClash = ({ graded, log }: NameGroup) => graded.length > 1 || log.length > 1;
  return {
    clips: paired.filter((group) => !isClash(group)),
    clashes: paired.filter(isClash).map((group) => ({ group, kind: findClashKind(group) })),
    replaced,
  };
}

/**
 * A day's folder holds camera files and the dailies made of them. Where a name is no mere counter, the camera file gives
 * way to the one that a person put in a variant's folder, and to the small copy that was asked for.
 */
function replaceOriginals(videos: readonly VideoFile[]): { kept: VideoFile[]; left: VideoFile[] } {
  const keeps = (isStandIn: (video: VideoFile) => boolean, isOriginal: (video: VideoFile) => boolean) =>
    videos.some(isStandIn) && videos.some(isOriginal) ? isOriginal : undefined;
  const isOriginal =
    keeps(
      (video) => video.isToldRole,
      (video) => !video.isToldRole && video.layout.isCameraOriginal && video.origin.hasUniqueName,
    ) ??
    keeps(
      (video) => video.isCameraProxy,
      (video) => !video.isCameraProxy && video.layout.isCameraOriginal,
    );
  return {
    kept: videos.filter((video) => isOriginal?.(video) !== true),
    left: videos.filter((video) => isOriginal?.(video) === true),
  };
}

function pairBySuffix(groups: readonly NameGroup[]): readonly NameGroup[] {
  const alike = groupBy(groups, (group) => foldName((group.graded[0] ?? group.log[0])?.bareName ?? ""));
  return [...alike.values()].flatMap((candidates) => {
    const graded = candidates.find((group) => group.log.length === 0);
    const log = candidates.find((group) => group.graded.length === 0);
    const isPair = candidates.length === 2 && graded && log;
    return isPair ? [{ graded: graded.graded, log: log.log }] : candidates;
  });
}

/** Of the role that is contested: do the names differ by case, by normal form, or not at all? */
function findClashKind({ graded, log }: NameGroup): NameClash["kind"] {
  const contested = graded.length > 1 ? graded : log;
  const spellings = new Set(contested.map(({ name }) => name));
  if (spellings.size > 1) return "case";
  const raw = new Set(contested.map(({ base }) => base));
  const normalised = new Set(contested.map(({ base }) => base.normalize("NFC")));
  return raw.size > normalised.size ? "normalisation" : "duplicate";
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
