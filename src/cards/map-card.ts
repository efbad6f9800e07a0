// From the files of a card to its clips: pure, and every file ends in exactly one place.
import type { Card, FoundClip, FoundFile } from "../domain/clip.ts";
import type { LeftOutFile, LeftOutReason, NameClash, Scan } from "../domain/scan.ts";
import { attachFiles, type CompanionFile, type Companions } from "./attach-files.ts";
import { growTree } from "./card-tree.ts";
import { classifyFile } from "./classify-file.ts";
import { groupVideos, type NameGroup } from "./group-videos.ts";
import { placeFolders } from "./place-folders.ts";
import type { ScanOptions } from "./scan-options.ts";
import { describeVideo, type VideoFile } from "./video-file.ts";

/**
 * Sorts the files (each relative path once) into clips, clashes, sheets and left-out files; the numbers add up.
 * The result does not depend on the order of `files`; every list is sorted by relative path.
 */
export function mapCard(
  card: Card,
  files: readonly FoundFile[],
  options: Pick<ScanOptions, "as" | "cameraProxies">,
): Scan {
  const sorted = [...files].sort(byPath);
  const tree = growTree(card.name, sorted);
  const placements = placeFolders(tree);
  const videos: VideoFile[] = [];
  const companions: CompanionFile[] = [];
  const sheets: FoundFile[] = [];
  const sounds: FoundFile[] = [];
  const leftOut: LeftOutFile[] = [];
  const leave = (file: FoundFile, reason: LeftOutReason) =>
    leftOut.push({ relativePath: file.relativePath, reason });

  for (const [index, file] of sorted.entries()) {
    const treeFile = tree.files[index];
    const placement = treeFile && placements.get(treeFile.folder);
    if (!placement) throw new Error(`no place for ${file.relativePath}`);
    const kind = classifyFile(treeFile, placement);
    switch (kind.kind) {
      case "clip":
        videos.push(describeVideo(file, treeFile, placement.layout, options));
        break;
      case "camera-proxy":
        if (options.cameraProxies !== true) leave(file, "camera-proxy");
        else videos.push(describeVideo(file, treeFile, placement.layout, options, kind.of));
        break;
      case "thumbnail":
      case "sidecar":
        companions.push({ file, treeFile, kind });
        break;
      case "sheet":
        sheets.push(file);
        break;
      case "undecodable":
        leftOut.push({ relativePath: file.relativePath, reason: "undecodable", needs: kind.needs });
        break;
      case "sound":
        sounds.push(file);
        leave(file, kind.kind);
        break;
      case "unfinished":
      case "ignored":
      case "unknown":
        leave(file, kind.kind);
        break;
    }
  }

  const { clips, clashes, replaced } = groupVideos(videos);
  const { attached, left } = attachFiles(clips, companions);
  for (const { file } of replaced) leave(file, "ignored");
  for (const file of left) leave(file, "sidecar");
  return {
    card,
    clips: clips.flatMap((group) => toClip(card, group, attached.get(group))).sort(byFirstPath),
    clashes: clashes.map(({ group, kind }) => toClash(card, group, kind)).sort(byFirstFile),
    leftOut: leftOut.sort(byPath),
    sheets,
    sounds,
  };
}

function toClip(card: Card, group: NameGroup, companions: Companions | undefined): readonly FoundClip[] {
  const [graded] = group.graded;
  const [log] = group.log;
  const first = graded ?? log;
  if (!first) return [];
  const { roll, camera, date } = first.origin;
  const thumbnail = companions?.thumbnail;
  return [
    {
      name: first.name,
      card,
      layout: first.layout.id,
      roll,
      camera,
      date,
      ...(graded && { graded: graded.file }),
      ...(log && { log: log.file }),
      ...(thumbnail && { thumbnail }),
      sidecars: companions?.sidecars ?? [],
    },
  ];
}

function toClash(card: Card, group: NameGroup, kind: NameClash["kind"]): NameClash {
  const contested = group.graded.length > 1 ? group.graded : group.log;
  const rolls = new Set(contested.map(({ origin }) => origin.roll));
  const files = [...group.graded, ...group.log].map(({ file }) => file).sort(byPath);
  const [roll] = rolls;
  return {
    name: (group.graded[0] ?? group.log[0])?.name ?? "",
    card,
    roll: rolls.size === 1 ? roll : undefined,
    files,
    kind,
  };
}

function byPath(a: { readonly relativePath: string }, b: { readonly relativePath: string }): number {
  if (a.relativePath === b.relativePath) return 0;
  return a.relativePath < b.relativePath ? -1 : 1;
}

function byFirstPath(a: FoundClip, b: FoundClip): number {
  const pathOf = (clip: FoundClip) => ({ relativePath: (clip.graded ?? clip.log)?.relativePath ?? "" });
  return byPath(pathOf(a), pathOf(b));
}

function byFirstFile(a: NameClash, b: NameClash): number {
  const pathOf = (clash: NameClash) => ({ relativePath: clash.files[0]?.relativePath ?? "" });
  return byPath(pathOf(a), pathOf(b));
}
