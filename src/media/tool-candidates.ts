// Where an ffmpeg or ffprobe could be: the user's, the optional package, the PATH, the one npm always brings.
import { access, constants, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, isAbsolute, join } from "node:path";

export type Program = "ffmpeg" | "ffprobe";

/** Who brought a binary; `beside` is an ffprobe in the folder of the chosen ffmpeg. */
export type ToolSource =
  | "user"
  | "beside"
  | "ffmpeg-static"
  | "PATH"
  | "@ffmpeg-installer/ffmpeg"
  | "ffprobe-static";

export interface ToolPlace {
  readonly source: ToolSource;
  /** Undefined where the source has nothing for this machine. */
  readonly path: string | undefined;
}

const require = createRequire(import.meta.url);
const isWindows = process.platform === "win32";
const fileNameOf = (program: Program) => (isWindows ? `${program}.exe` : program);

/** In the order in which they are tried. ffmpeg-static and the system's are newer than the one npm always brings. */
export async function ffmpegPlaces(env: NodeJS.ProcessEnv): Promise<readonly ToolPlace[]> {
  return [
    { source: "ffmpeg-static", path: inPackage("ffmpeg-static/package.json", fileNameOf("ffmpeg")) },
    { source: "PATH", path: await onPath("ffmpeg", env) },
    { source: "@ffmpeg-installer/ffmpeg", path: installerBinary() },
  ];
}

/** The one that belongs to the chosen ffmpeg comes first: it knows the same formats. */
export async function ffprobePlaces(
  env: NodeJS.ProcessEnv,
  ffmpegPath: string,
): Promise<readonly ToolPlace[]> {
  const folder = join("bin", process.platform, process.arch);
  return [
    { source: "beside", path: await existing(join(dirname(ffmpegPath), fileNameOf("ffprobe"))) },
    { source: "PATH", path: await onPath("ffprobe", env) },
    {
      source: "ffprobe-static",
      path: inPackage("ffprobe-static/package.json", join(folder, fileNameOf("ffprobe"))),
    },
  ];
}

/** The packages' own code is not run: one of them ends the process on a platform that it does not know. */
function inPackage(packageJson: string, file: string, from = require): string | undefined {
  try {
    return join(dirname(from.resolve(packageJson)), file);
  } catch {
    return undefined;
  }
}

/** The binary lies in a package per platform, which npm may put inside the wrapper package or beside it. */
function installerBinary(): string | undefined {
  const wrapper = inPackage("@ffmpeg-installer/ffmpeg/package.json", "package.json");
  if (wrapper === undefined) return undefined;
  const platformPackage = `@ffmpeg-installer/${process.platform}-${process.arch}/package.json`;
  return inPackage(platformPackage, fileNameOf("ffmpeg"), createRequire(wrapper));
}

/** Relative entries are skipped: they would name whatever lies in the working folder, which may be a card. */
async function onPath(program: Program, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const folder of (env["PATH"] ?? env["Path"] ?? "").split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, fileNameOf(program));
    if (await isExecutableFile(path)) return path;
  }
  return undefined;
}

async function existing(path: string): Promise<string | undefined> {
  return (await isExecutableFile(path)) ? path : undefined;
}

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, isWindows ? constants.F_OK : constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
