// How a file of unknown origin is handed to ffmpeg and ffprobe: no protocol but file, no demuxer that opens others.
import type { MediaFacts } from "../domain/media-facts.ts";

/** What the first box of a file tells about its container. */
export type ContainerKind = "iso" | "other";

/** What ffmpeg reads as one input. */
export interface SourceInput {
  /** Of the file, or of the first of several. */
  readonly path: string;
  readonly kind: ContainerKind;
  /** Where several files are one recording: the list of them, as `withSource` writes it. */
  readonly list?: string;
}

/** Probing looks at top-level boxes only in files that begin with one. */
export function containerKindOf(facts: Pick<MediaFacts, "container">): ContainerKind {
  return facts.container.isFragmented === undefined ? "other" : "iso";
}

/**
 * Demuxers that read the file they are given and nothing else. Playlists (HLS, DASH, concat) and image patterns are
 * not among them: a playlist named .mp4 would make ffmpeg open whatever it lists.
 */
const SELF_CONTAINED_DEMUXERS = [
  "mxf",
  "avi",
  "matroska",
  "webm",
  "mpegts",
  "mpeg",
  "mpegvideo",
  "dv",
  "asf",
  "flv",
  "ogg",
  "gxf",
  "r3d",
  "h264",
  "hevc",
  "m4v",
  "ivf",
  "obu",
  "wav",
].join(",");

/** The largest camera picture today has 141 million (17K); beyond that a header lies and would fill the memory. */
const MAX_PIXELS = "200000000";

/**
 * The arguments for one input. The `file:` in front keeps names that begin with `-` or hold `:` from being read as
 * options or protocols. `-enable_drefs` and `-use_absolute_path` stay at their safe defaults.
 */
export function inputArguments({ path, kind, list }: SourceInput): readonly string[] {
  const demuxer = list === undefined ? demuxerArguments(kind) : listArguments(kind);
  return ["-protocol_whitelist", "file", "-max_pixels", MAX_PIXELS, ...demuxer, "-i", `file:${list ?? path}`];
}

function demuxerArguments(kind: ContainerKind): readonly string[] {
  return kind === "iso" ? ["-f", "mov"] : ["-format_whitelist", SELF_CONTAINED_DEMUXERS];
}

/** The list itself is our own; what it names is opened under the same whitelists. `-safe 0` allows absolute paths. */
function listArguments(kind: ContainerKind): readonly string[] {
  const inner = kind === "iso" ? "mov" : SELF_CONTAINED_DEMUXERS;
  return ["-f", "concat", "-safe", "0", "-format_whitelist", `concat,${inner}`];
}
