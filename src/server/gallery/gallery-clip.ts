// A clip as the gallery shows it: its metadata, which files are there, and where they are.
import type { Role } from "../../domain/clip.ts";
import { listClips, type StoredClip } from "../library/clips.ts";
import type { Library } from "../library/open-library.ts";
import { addressOf, storagePathOf } from "../library/storage-path.ts";
import { listFiles } from "../library/uploads.ts";

export interface GalleryClip extends StoredClip {
  readonly project: string;
  readonly hasLog: boolean;
  /** Changes with each file of the clip, so that browsers do not show an old picture. */
  readonly version: string;
}

/** Sorted by name. */
export function loadGalleryClips(library: Library, project: string): GalleryClip[] {
  const versions = new Map(listFiles(library, project).map((file) => [file.path, file.version]));
  return listClips(library, project).map((clip) => {
    const [graded, log, thumbnail] = (["graded", "log", "thumbnail"] as const).map((role) =>
      versions.get(storagePathOf(role, clip.name)),
    );
    const version = [graded ?? 0, log ?? 0, thumbnail ?? 0].join(".");
    const { name, metadata, createdAt } = clip;
    return { name, metadata, createdAt, project, hasLog: log !== undefined, version };
  });
}

/** The place of a clip among the pages; its forms are below it. */
export function pageAddress(
  clip: Pick<GalleryClip, "project" | "name">,
  source: "graded" | "log" = "graded",
): string {
  const address = `/clips/${encodeURIComponent(clip.project)}/${encodeURIComponent(clip.name)}`;
  return source === "log" ? `${address}?source=log` : address;
}

/** The forms of a project are below it. */
export function projectAddress(project: string): string {
  return `/projects/${encodeURIComponent(project)}`;
}

export function mediaAddress(clip: GalleryClip, role: Role): string {
  return `/media/${addressOf(clip.project, storagePathOf(role, clip.name))}?v=${clip.version}`;
}

/** `0:07`, `1:02:03`; a dash where it is not known. */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || seconds < 0) return "–";
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  const tail = two(whole % 60);
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}
