// Renders the graded proxy of a source alone, as most tests of picture and sound want it.
import { basename, dirname } from "node:path";
import type { MadeFile } from "../../src/media/made-file.ts";
import type { MediaTools } from "../../src/media/find-media-tools.ts";
import { type RenderOptions, renderClip } from "../../src/media/encode/render-clip.ts";

export async function makeProxy(
  tools: MediaTools,
  { target, ...options }: Omit<RenderOptions, "folder" | "graded" | "log"> & { readonly target: string },
): Promise<MadeFile> {
  const graded = { file: basename(target) };
  const made = await renderClip(tools, { ...options, folder: dirname(target), graded });
  if (!made.graded) throw new Error("nothing was made");
  return made.graded;
}
