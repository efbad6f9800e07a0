// How a file of unknown origin is handed to ffmpeg and ffprobe: no protocol but file, no demuxer that opens others,
// no decoder that no camera needs.
import type { MediaFacts } from "../domain/media-facts.ts";
import { DECODERS, ISO_DEMUXER, OTHER_DEMUXERS, PROTOCOLS } from "./known-formats.ts";

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

/** The largest camera picture today has 141 million (17K); beyond that a header lies and would fill the memory. */
export const MAX_PIXELS = "200000000";

/**
 * The arguments for one input. The `file:` in front keeps names that begin with `-` or hold `:` from being read as
 * options or protocols. `-enable_drefs` and `-use_absolute_path` stay at their safe defaults.
 */
export function inputArguments({ path, kind, list }: SourceInput): readonly string[] {
  const demuxer = list === undefined ? demuxerArguments(kind) : listArguments(kind);
  return [
    ...["-protocol_whitelist", PROTOCOLS, "-codec_whitelist", DECODERS, "-max_pixels", MAX_PIXELS],
    ...demuxer,
    ...["-i", `file:${list ?? path}`],
  ];
}

function demuxerArguments(kind: ContainerKind): readonly string[] {
  return kind === "iso"
    ? ["-f", ISO_DEMUXER, "-format_whitelist", ISO_DEMUXER]
    : ["-format_whitelist", OTHER_DEMUXERS];
}

/** The list itself is our own; what it names is opened under the same whitelists. `-safe 0` allows absolute paths. */
function listArguments(kind: ContainerKind): readonly string[] {
  const inner = kind === "iso" ? ISO_DEMUXER : OTHER_DEMUXERS;
  return ["-f", "concat", "-safe", "0", "-format_whitelist", `concat,${inner}`];
}
