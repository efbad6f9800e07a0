// Every ffmpeg that the media tests run over: the system's, where there is one, and the one that npm brings.
import { findMediaTools, type MediaTools } from "../../src/media/find-media-tools.ts";
import { ffmpegPlaces, ffprobePlaces, type ToolSource } from "../../src/media/tool-candidates.ts";

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

/** One toolset for what does not depend on the build. */
export function anyTools(): MediaTools {
  const [first] = toolsets;
  if (!first) throw new Error("no ffmpeg on this machine: run npm install");
  return first.tools;
}
