// One media file as the editor reads it: the published dev_media_file_entry_object, with exactly its fields.
import { EDITOR_UNITS_PER_SECOND } from "../../domain/editor-time.ts";
import type { MediaSummary } from "../server-context.ts";
import type { EditorClip } from "./editor-clip.ts";

export interface MediaEntry {
  readonly id: string;
  readonly previewUrl: string;
  readonly name: string;
  readonly filetype: "mp4";
  readonly mediaType: "video";
  /** In units of 100 ns. */
  readonly duration: number;
  /** Bytes. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
  /** A PNG in base64. */
  readonly thumbnail: string;
  readonly audioTracks: readonly string[];
}

interface EntryParts {
  readonly media: MediaSummary;
  readonly previewUrl: string;
  readonly thumbnail: string;
}

export function describeEntry(clip: EditorClip, { media, previewUrl, thumbnail }: EntryParts): MediaEntry {
  const seconds = media.durationSeconds ?? clip.metadata.duration ?? 0;
  return {
    id: clip.id,
    previewUrl,
    name: clip.fileName,
    filetype: "mp4",
    mediaType: "video",
    duration: Math.round(seconds * EDITOR_UNITS_PER_SECOND),
    size: clip.graded.sizeBytes,
    width: media.width,
    height: media.height,
    thumbnail,
    audioTracks: media.audioTracks,
  };
}
