// How the files of a recording were sent before: as one, or as clips of their own. That stands.
import type { SpanPart } from "../../cards/find-spans.ts";
import type { FoundFile, VideoRole } from "../../domain/clip.ts";

/** A file as it was when it was sent. */
interface SentFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** What a clip was sent from: its first file, and the others of a recording over several. */
export type SentSource = (
  clip: string,
  role: VideoRole,
) => (SentFile & { readonly parts?: readonly SentFile[] }) | undefined;

/** Neighbouring parts of a chain: either sent together before, or not sent at all. */
export interface PartGroup {
  readonly wasSent: boolean;
  readonly parts: readonly SpanPart[];
}

/** Pure. The groups in their order hold every part once. */
export function groupAsSent(
  parts: readonly SpanPart[],
  sentSource: SentSource | undefined,
): readonly PartGroup[] {
  const groups: { wasSent: boolean; parts: SpanPart[] }[] = [];
  for (let at = 0; at < parts.length;) {
    const count = sentSource ? countSent(parts.slice(at), sentSource) : 0;
    const [part] = parts.slice(at);
    const last = groups.at(-1);
    if (count > 0) groups.push({ wasSent: true, parts: parts.slice(at, at + count) });
    else if (part && last && !last.wasSent) last.parts.push(part);
    else if (part) groups.push({ wasSent: false, parts: [part] });
    at += Math.max(1, count);
  }
  return groups;
}

/** How many of these, from the first on, went up as one clip; 0 where the first of them did not go up. */
function countSent(parts: readonly SpanPart[], sentSource: SentSource): number {
  const [first] = parts;
  if (!first) return 0;
  const source = sentSource(first.clip.name, first.role);
  if (!source) return 0;
  const files = [source, ...(source.parts ?? [])];
  const isAllThere = files.every((file, index) => isLikely(file, parts[index]?.file));
  return isAllThere ? files.length : 0;
}

/** Nothing is opened: whether it is really the same is looked into where it matters. */
function isLikely(known: SentFile, file: FoundFile | undefined): boolean {
  return known.path === file?.relativePath && known.sizeBytes === file.sizeBytes;
}
