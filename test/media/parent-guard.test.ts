import { join } from "node:path";
import { execa } from "execa";
import { build } from "rolldown";
import { expect, test } from "vitest";
import { lastingPrograms, programsNaming } from "../support/media-processes.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const project = join(import.meta.dirname, "../..");

async function buildRunProgram(folder: string): Promise<string> {
  const file = join(folder, "run-program.mjs");
  await build({ input: join(project, "src/media/run-program.ts"), platform: "node", output: { file } });
  return file;
}

function startParent(module: string, call: { path: string; args: readonly string[] }) {
  const script = `
    import { runProgram } from ${JSON.stringify(module)};
    void runProgram({ ...${JSON.stringify(call)}, onStdoutLine: (line) => { console.log(line); return true; } });
  `;
  return execa(process.execPath, ["--input-type=module", "-e", script], { reject: false });
}

test.skipIf(process.platform === "win32")(
  "kill -9 of the parent leaves neither ffmpeg nor the guard running",
  async () => {
    const folder = await tempFolder();
    const module = await buildRunProgram(folder);
    const marker = `title=marker-${process.pid}`;
    const parent = startParent(module, {
      path: anyTools().ffmpeg.path,
      args: [
        ...["-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i", "color=s=32x32", "-metadata", marker],
        ...["-progress", "pipe:1", "-f", "null", "-"],
      ],
    });
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    expect(await programsNaming(marker)).toHaveLength(2);

    parent.kill("SIGKILL");

    await parent;
    expect(await lastingPrograms(marker)).toEqual([]);
  },
);

test("the guard does not keep a finished parent alive", async () => {
  const folder = await tempFolder();
  const module = await buildRunProgram(folder);
  const parent = await startParent(module, { path: process.execPath, args: ["-e", "console.log('done')"] });
  expect(parent).toMatchObject({ exitCode: 0, stdout: "done" });
});
