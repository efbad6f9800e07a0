// Counts the processor seconds of every ffmpeg started through a wrapper, and makes a table of what was measured.
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MediaTools } from "../../src/media/find-media-tools.ts";

export interface MeteredTools {
  readonly tools: MediaTools;
  /** User and system seconds of all runs that `work` makes. */
  readonly cpuSeconds: (work: () => Promise<unknown>) => Promise<number>;
}

/** `times` of a shell tells what its children used. */
export async function meterTools(tools: MediaTools, folder: string): Promise<MeteredTools> {
  const wrapper = join(folder, "metered-ffmpeg");
  const log = join(folder, "times.txt");
  await writeFile(
    wrapper,
    `#!/bin/bash\n"${tools.ffmpeg.path}" "$@"\ncode=$?\ntimes >> "${log}"\nexit $code\n`,
  );
  await chmod(wrapper, 0o755);
  return {
    tools: { ...tools, ffmpeg: { ...tools.ffmpeg, path: wrapper } },
    cpuSeconds: async (work) => {
      await rm(log, { force: true });
      await work();
      const text = await readFile(log, "utf8");
      return [...text.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
        (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
        0,
      );
    },
  };
}

/** Runs every way in turn, `rounds` times, and keeps the least of each: noise only ever adds. */
export async function leastOf(
  ways: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
): Promise<Readonly<Record<string, number>>> {
  const least: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measure] of Object.entries(ways)) {
      least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, await measure());
    }
  }
  return least;
}
