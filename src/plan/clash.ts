// Names that would overwrite each other: on the cards, and at the destination.
import {
  filesOfSource,
  type FoundClip,
  type FoundFile,
  type ProbedClip,
  type Receipt,
} from "../domain/clip.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import { displayFps } from "../domain/frame-rate.ts";
import { chooseProxyRate } from "../domain/proxy-rate.ts";
import { writableTimecode } from "../domain/proxy-timecode.ts";
import { sameTimecode } from "../domain/timecode.ts";

export interface SortedClips {
  readonly clips: readonly FoundClip[];
  readonly clashes: readonly NameClash[];
}

/** Takes clips of the same name on two cards out of the run: the second would replace the first. */
export function findClashes(scans: readonly Scan[]): SortedClips {
  const clashes = scans.flatMap((scan) => scan.clashes);
  const byName = new Map<string, FoundClip[]>();
  for (const clip of scans.flatMap((scan) => scan.clips)) {
    const key = clip.name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), clip]);
  }
  const clips: FoundClip[] = [];
  const across: NameClash[] = [];
  for (const [first, ...others] of byName.values()) {
    if (!first) continue;
    if (others.length === 0) clips.push(first);
    else across.push({ ...describe(first, [first, ...others]), kind: "duplicate" });
  }
  return { clips, clashes: [...clashes, ...across] };
}

function describe(first: FoundClip, all: readonly FoundClip[]): Omit<NameClash, "kind"> {
  const files = all.map((clip) => clip.graded ?? clip.log).filter((file) => file !== undefined);
  return { name: first.name, card: first.card, roll: first.roll, files };
}

const KIND_WORDS: Readonly<Record<NameClash["kind"], string>> = {
  case: "differ only in upper and lower case",
  normalisation: "are spelled alike in two Unicode forms",
  duplicate: "have the same name",
};

/** Both paths, and why only one of them could be there. */
function clashError({ name, files, kind }: NameClash): OdailiesError {
  const paths = files.map((file) => file.path).join(" and ");
  return new OdailiesError(
    "name_clash",
    `${paths} ${KIND_WORDS[kind]}: one would replace the other as ${name}.`,
    {
      hint: "Rename one of the files by its roll, or leave one of the folders out.",
    },
  );
}

/** What the journal says of a file that was sent. */
interface SentBefore {
  readonly source: {
    readonly path: string;
    readonly sizeBytes: number;
    /** The files after the first, of a recording over several. */
    readonly parts?: readonly unknown[];
  };
  readonly receipt: Pick<Receipt, "sentAt" | "xxh64">;
}

/** The journal knows another file of this name as delivered. */
export function otherSourceError(name: string, before: SentBefore, file: FoundFile): OdailiesError {
  return new OdailiesError(
    "name_clash",
    `${name} was delivered before from another file: ${describeBefore(before, file)}.`,
    {
      hint: "If this one is meant to take its place, run again with --replace.",
    },
  );
}

/** Somebody else sends a clip of this name at the same time. */
export function newcomerError(name: string): OdailiesError {
  return new OdailiesError(
    "name_clash",
    `A clip ${name} came to the project while this run went on, from somebody else.`,
    {
      hint: "If it is the same clip, all is well; if this one is meant to take its place, run again with --replace.",
    },
  );
}

/** Both files. */
function describeBefore({ source, receipt }: SentBefore, file: FoundFile): string {
  const { sentAt, xxh64 } = receipt;
  const more = (count: number) => (count > 0 ? ` and ${count} more ${count === 1 ? "file" : "files"}` : "");
  const before = `${source.path}, ${source.sizeBytes} bytes${more(source.parts?.length ?? 0)}`;
  const now = `${file.relativePath}, ${file.sizeBytes} bytes${more(filesOfSource(file).length - 1)}`;
  return `${before}, sent ${sentAt} (xxh64 ${xxh64}); now ${now}`;
}

/** What tells one clip from another, as far as it is known. */
export interface PictureFacts {
  readonly timecode?: string | undefined;
  readonly fps?: number | undefined;
  readonly seconds?: number | undefined;
}

/** How a clip at the destination differs from this picture, as far as both sides know: `timecode X there, Y here`. */
export function differencesTo(there: ClipMetadata, here: PictureFacts): readonly string[] {
  const { timecode, fps, seconds } = here;
  return [
    there.timecode && timecode && !sameTimecode(there.timecode, timecode)
      ? `timecode ${there.timecode} there, ${timecode} here`
      : undefined,
    there.fps !== undefined && fps !== undefined && Math.abs(there.fps - fps) > 0.02
      ? `${there.fps} fps there, ${fps} fps here`
      : undefined,
    there.duration !== undefined && seconds !== undefined && Math.abs(there.duration - seconds) > 1
      ? `${there.duration.toFixed(1)} s there, ${seconds.toFixed(1)} s here`
      : undefined,
  ].filter((difference) => difference !== undefined);
}

/** Does the destination hold another clip under this name? Undefined when nothing speaks for it. */
export function remoteClash(clip: ProbedClip, remote: RemoteClip | undefined): OdailiesError | undefined {
  const probed = clip.probed.graded ?? clip.probed.log;
  if (!remote || !probed || !("facts" in probed)) return undefined;
  const differences = differencesTo(remote.metadata, pictureFacts(probed.facts));
  if (differences.length === 0) return undefined;
  return new OdailiesError(
    "name_clash",
    `The project has another clip ${clip.name}: ${differences.join("; ")}.`,
    {
      hint: "Check that this is the right project; if this clip is meant to take its place, run again with --replace.",
    },
  );
}

function pictureFacts({ timecode, video, container }: MediaFacts): PictureFacts {
  const rate = video && chooseProxyRate(video);
  const seconds = video?.durationSeconds ?? container.durationSeconds;
  return {
    timecode: rate ? writableTimecode(timecode, rate) : timecode,
    fps: rate && displayFps(rate),
    seconds,
  };
}

/** A clash ends as one rejected clip. */
export function clashOutcome(clash: NameClash, destination: string): ClipOutcome {
  const { code, message, hint } = clashError(clash);
  const { name: clip, roll } = clash;
  return {
    clip,
    roll,
    status: "rejected",
    findings: [],
    files: [],
    metadata: {},
    error: { code, message, hint },
    destination,
  };
}
