// Builds the program before any test, so that test/e2e never runs yesterday's code, and puts ffmpeg on its way.
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { TestProject } from "vitest/node";
import { anyTools } from "./support/media-toolsets.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with the ffmpeg and the ffprobe that start the fastest. */
    readonly quickTools: string;
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await execa("npm", ["run", "build", "--silent"], { cwd: resolve(import.meta.dirname, "..") });
  const folder = await mkdtemp(join(tmpdir(), "odailies-tools-"));
  const { ffmpeg, ffprobe } = anyTools();
  await symlink(ffmpeg.path, join(folder, "ffmpeg"));
  await symlink(ffprobe.path, join(folder, "ffprobe"));
  provide("quickTools", folder);
  return () => rm(folder, { recursive: true });
}
