// Thumbnails and sidecars find their clip.
import type { FoundFile } from "../domain/clip.ts";
import { CAMERAS } from "./cameras/index.ts";
import type { TreeFile, TreeFolder } from "./card-tree.ts";
import { foldName } from "../domain/fold-name.ts";
import type { NameGroup } from "./group-videos.ts";

export interface CompanionFile {
  readonly file: FoundFile;
  readonly treeFile: TreeFile;
  readonly kind:
    | { readonly kind: "thumbnail" }
    | { readonly kind: "sidecar"; readonly clipBase?: string; readonly clipFolder?: TreeFolder };
}

export interface Companions {
  readonly thumbnail: FoundFile | undefined;
  readonly sidecars: readonly FoundFile[];
}

const SIDECAR_SUFFIXES = CAMERAS.flatMap(({ sidecarSuffix }) => sidecarSuffix ?? []);

/**
 * Each companion goes to one clip or to `left`. A sidecar lies beside the clip's file and is named like it; a thumbnail
 * is named like the clip. Of several thumbnails of a clip the one that lies nearest to the graded file is taken.
 */
export function attachFiles(
  clips: readonly NameGroup[],
  companions: readonly CompanionFile[],
): { readonly attached: ReadonlyMap<NameGroup, Companions>; readonly left: readonly FoundFile[] } {
  const byPlace = new Map<string, NameGroup>();
  const byName = new Map<string, NameGroup>();
  for (const clip of clips) {
    for (const video of [...clip.log, ...clip.graded]) {
      byPlace.set(placeKey(video.folder, video.base), clip);
      for (const name of [video.base, video.name]) byName.set(foldName(name), clip);
    }
  }
  const thumbnails = new Map<NameGroup, FoundFile[]>();
  const sidecars = new Map<NameGroup, FoundFile[]>();
  const left: FoundFile[] = [];
  for (const { file, treeFile, kind } of companions) {
    const isThumbnail = kind.kind === "thumbnail";
    const clip = isThumbnail
      ? byName.get(foldName(treeFile.base))
      : sidecarPlaces(treeFile, kind)
          .map((place) => byPlace.get(place))
          .find(Boolean);
    const shelf = isThumbnail ? thumbnails : sidecars;
    if (clip) shelf.set(clip, [...(shelf.get(clip) ?? []), file]);
    else left.push(file);
  }
  const attached = new Map<NameGroup, Companions>();
  for (const clip of clips) {
    const [thumbnail, ...others] = sortByNearness(clip, thumbnails.get(clip) ?? []);
    for (const other of others) left.push(other);
    attached.set(clip, { thumbnail, sidecars: sidecars.get(clip) ?? [] });
  }
  return { attached, left };
}

function sidecarPlaces(
  file: TreeFile,
  kind: { readonly clipBase?: string; readonly clipFolder?: TreeFolder },
): readonly string[] {
  const bases = kind.clipBase === undefined ? clipBasesOf(file.base) : [kind.clipBase];
  return bases.map((base) => placeKey(kind.clipFolder ?? file.folder, base));
}

/** What the clip of a sidecar may be called, the likeliest first. */
function clipBasesOf(base: string): readonly string[] {
  return [...new Set([base, ...SIDECAR_SUFFIXES.map((suffix) => base.replace(suffix, ""))])];
}

function placeKey(folder: TreeFolder, base: string): string {
  return `${folder.relativePath}/${foldName(base)}`;
}

function sortByNearness(clip: NameGroup, thumbnails: readonly FoundFile[]): readonly FoundFile[] {
  const home = (clip.graded[0] ?? clip.log[0])?.file.relativePath.split("/") ?? [];
  const shared = ({ relativePath }: FoundFile) => {
    const path = relativePath.split("/");
    const firstDifference = path.findIndex((segment, index) => segment !== home[index]);
    return firstDifference === -1 ? path.length : firstDifference;
  };
  return [...thumbnails].sort((a, b) => shared(b) - shared(a) || (a.relativePath < b.relativePath ? -1 : 1));
}
