// Warns of builds of ffmpeg so old that holes in their decoders are known: they decode files that came from anywhere.

interface Build {
  readonly path: string;
  readonly year?: number | undefined;
}

/** Of the last source files in it; a distribution's build of an old version has the year of its last mend. */
const OLDEST_YEAR = 2020;

/** Undefined where neither program is old. */
export function warnOfOldBuild(ffmpeg: Build, ffprobe: Build): string | undefined {
  const old = [
    { name: "ffmpeg", tool: ffmpeg },
    { name: "ffprobe", tool: ffprobe },
  ].flatMap(({ name, tool }) =>
    tool.year !== undefined && tool.year < OLDEST_YEAR ? [`${name} of ${tool.year} (${tool.path})`] : [],
  );
  if (old.length === 0) return undefined;
  return `Clips are decoded with ${old.join(" and ")}: holes in decoders that were closed since are open in it, and a damaged or hostile file can use them. Install the package ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg); it is then used by itself.`;
}
