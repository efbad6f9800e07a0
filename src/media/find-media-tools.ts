// Finds an ffmpeg and an ffprobe that can do the work, and remembers what was looked at for `doctor`.
import { withoutEnd } from "../domain/without-end.ts";
import { access, constants } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import { makeExecutable } from "./make-executable.ts";
import { warnOfOldBuild } from "./old-build.ts";
import { type Capabilities, readCapabilities, readVersion } from "./read-capabilities.ts";
import {
  type Program,
  type ToolPlace,
  type ToolSource,
  ffmpegPlaces,
  ffprobePlaces,
} from "./tool-candidates.ts";

export interface Tool {
  readonly path: string;
  readonly version: string;
  readonly year?: number | undefined;
  readonly source: ToolSource;
}

export interface FfmpegTool extends Tool {
  readonly capabilities: Capabilities;
}

/** One place that was looked at, in order. `path` is undefined where the source has nothing for this machine. */
export interface ToolCandidate {
  readonly program: Program;
  readonly path: string | undefined;
  readonly source: ToolSource;
  readonly chosen: boolean;
  /** A phrase for people: what it has, or why it was passed over. */
  readonly why: string;
}

export interface MediaTools {
  readonly ffmpeg: FfmpegTool;
  readonly ffprobe: Tool;
  readonly candidates: readonly ToolCandidate[];
  /** A sentence for people, where one of the two is so old that it should not decode foreign files. */
  readonly warning?: string | undefined;
}

export interface FindMediaToolsOptions {
  /** The user's explicit choice (flag, ODAILIES_FFMPEG or config). */
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  /** Where PATH is read; default the process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps what the binaries can do, and copies of binaries that lack the run bit. */
  readonly cacheFolder?: string | undefined;
}

const REQUIRED = {
  encoders: ["libx264", "aac", "mjpeg"],
  filters: [
    "scale",
    "format",
    "setsar",
    "setparams",
    "settb",
    "setpts",
    "fps",
    "yadif",
    "aresample",
    "pan",
    "amerge",
    "null",
    "nullsink",
    "split",
    "asplit",
    "select",
    "framestep",
    "blackdetect",
    "metadata",
    "ametadata",
    "asetnsamples",
    "astats",
  ],
  muxers: ["mp4", "mjpeg", "null"],
} as const satisfies Partial<Record<keyof Capabilities, readonly string[]>>;

/**
 * The user's own binary or nothing: an explicit choice that does not work is an error, never skipped.
 * Otherwise the first that can do all of REQUIRED. Throws `tool_missing`; the candidates stand in its context.
 */
export async function findMediaTools(options: FindMediaToolsOptions = {}): Promise<MediaTools> {
  const env = options.env ?? process.env;
  const candidates: ToolCandidate[] = [];
  const ffmpegAt = options.ffmpeg === undefined ? await ffmpegPlaces(env) : userPlace(options.ffmpeg);
  const ffmpeg = await choose("ffmpeg", ffmpegAt, candidates, (place) =>
    tryFfmpeg(place, options.cacheFolder),
  );
  const ffprobeAt =
    options.ffprobe === undefined ? await ffprobePlaces(env, ffmpeg.path) : userPlace(options.ffprobe);
  const ffprobe = await choose("ffprobe", ffprobeAt, candidates, (place) =>
    tryFfprobe(place, options.cacheFolder),
  );
  return { ffmpeg, ffprobe, candidates, warning: warnOfOldBuild(ffmpeg, ffprobe) };
}

const userPlace = (path: string): readonly ToolPlace[] => [{ source: "user", path }];

type PlacedTool = ToolPlace & { readonly path: string };

async function choose<Found extends Omit<Tool, "source">>(
  program: Program,
  places: readonly ToolPlace[],
  candidates: ToolCandidate[],
  attempt: (place: PlacedTool) => Promise<Found>,
): Promise<Found & Tool> {
  let found: (Found & Tool) | undefined;
  for (const { source, path } of places) {
    const note = (chosen: boolean, why: string) => candidates.push({ program, path, source, chosen, why });
    if (path === undefined) {
      note(false, "nothing there");
    } else if (found) {
      note(false, "not needed");
    } else {
      try {
        found = { ...(await attempt({ source, path })), source };
        note(true, `version ${found.version}`);
      } catch (error) {
        note(false, withoutEnd(error instanceof Error ? error.message : String(error), "."));
      }
    }
  }
  return found ?? throwMissing(program, candidates);
}

function throwMissing(program: Program, candidates: readonly ToolCandidate[]): never {
  const looked = candidates.filter((candidate) => candidate.program === program);
  const chosenByUser = looked.find((candidate) => candidate.source === "user");
  if (chosenByUser) {
    throw new OdailiesError(
      "tool_missing",
      `The ${program} that was chosen, ${chosenByUser.path}, cannot be used: ${chosenByUser.why}.`,
      {
        hint: `Give the path of a working ${program}, or leave the setting away to use the one that comes with odailies.`,
        context: { candidates: looked },
      },
    );
  }
  throw new OdailiesError("tool_missing", `No usable ${program} was found on this machine.`, {
    hint:
      program === "ffmpeg"
        ? "Install ffmpeg (brew install ffmpeg, apt install ffmpeg, winget install ffmpeg), or reinstall odailies with its optional packages."
        : "Install ffmpeg, which brings ffprobe (brew install ffmpeg, apt install ffmpeg), or reinstall odailies.",
    context: { candidates: looked },
  });
}

async function tryFfmpeg(
  place: PlacedTool,
  cacheFolder: string | undefined,
): Promise<Omit<FfmpegTool, "source">> {
  const path = await runnablePath(place, cacheFolder);
  const { version, year, capabilities } = await readCapabilities(path, cacheFolder);
  const lacking = Object.entries(REQUIRED).flatMap(([kind, names]) =>
    names.filter((name) => !capabilities[kind as keyof typeof REQUIRED].has(name)),
  );
  if (lacking.length > 0) throw new Error(`version ${version} lacks ${lacking.join(", ")}`);
  return { path, version, year, capabilities };
}

async function tryFfprobe(place: PlacedTool, cacheFolder: string | undefined): Promise<Omit<Tool, "source">> {
  const path = await runnablePath(place, cacheFolder);
  return { path, ...(await readVersion(path)) };
}

/** Only what npm brought is mended: nobody asked for the run bit of any other file to be set. */
async function runnablePath({ source, path }: PlacedTool, cacheFolder: string | undefined): Promise<string> {
  const isFromPackage =
    source === "ffmpeg-static" || source === "@ffmpeg-installer/ffmpeg" || source === "ffprobe-static";
  if (isFromPackage) return makeExecutable(path, cacheFolder);
  await access(path, constants.X_OK);
  return path;
}
