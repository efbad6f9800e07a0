// Every ffmpeg that the media tests run over: the system's, where there is one, and the one that npm brings.
import { findMediaTools, type MediaTools } from "../../src/media/find-media-tools.ts";
import { ffmpegPlaces, ffprobePlaces, type ToolSource } from "../../src/media/tool-candidates.ts";
import { isThorough } from "./thorough.ts";

export interface Toolset {
  readonly name: string;
  readonly tools: MediaTools;
}

async function toolset(
  name: string,
  ffmpegFrom: ToolSource,
  ffprobeFrom: ToolSource,
): Promise<Toolset | undefined> {
  const ffmpeg = (await ffmpegPlaces(process.env)).find(({ source }) => source === ffmpegFrom)?.path;
  const ffprobe = (await ffprobePlaces(process.env, "/")).find(({ source }) => source === ffprobeFrom)?.path;
  if (ffmpeg === undefined || ffprobe === undefined) return undefined;
  return { name, tools: await findMediaTools({ ffmpeg, ffprobe }) };
}

const found = await Promise.all([
  toolset("system", "PATH", "PATH"),
  toolset("registry", "@ffmpeg-installer/ffmpeg", "ffprobe-static"),
]);

/** At least one: the tests cannot run on a machine without any. */
export const toolsets: readonly Toolset[] = found.filter((each) => each !== undefined);

function toolsAt(index: 0 | -1): MediaTools {
  const found = toolsets.at(index);
  if (!found) throw new Error("no ffmpeg on this machine: run npm install");
  return found.tools;
}

/** For what does not depend on the build: the registry's is in one piece, and starts in a fraction of the time. */
export const anyTools = (): MediaTools => toolsAt(-1);

/** What test sources are made by. */
export const newestTools = (): MediaTools => toolsAt(0);

/**
 * Inputs that every build has to treat alike: in thorough form each is given all of them, otherwise they take turns,
 * so that each input is seen by one.
 */
export function inTurn<const T>(name: string, all: readonly T[]): readonly T[] {
  if (isThorough) return all;
  const own = toolsets.findIndex((each) => each.name === name);
  return all.filter((_, index) => index % toolsets.length === own);
}
