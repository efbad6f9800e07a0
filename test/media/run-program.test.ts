import { setTimeout as delay } from "node:timers/promises";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { runProgram } from "../../src/media/run-program.ts";
import { lastingPrograms } from "../support/media-processes.ts";
import { tempFolder } from "../support/temp-folder.ts";

const node = (script: string, ...args: readonly string[]) => ({
  path: process.execPath,
  args: ["-e", script, ...args],
});

const FOREVER = "setInterval(() => {}, 1000);";

describe("runProgram", () => {
  test("gives output, exit code and the last lines of stderr", async () => {
    const end = await runProgram(node(`console.log("out"); console.error("why"); process.exitCode = 3;`));
    expect(end).toMatchObject({ ending: "exited", exitCode: 3, stdout: "out\n", stderrLines: ["why"] });
    expect(end.commandLine).toContain("process.exitCode = 3");
  });

  test("keeps only the last lines of a program that complains without end", async () => {
    const end = await runProgram(node(`for (let i = 0; i < 5000; i += 1) console.error("line " + i);`));
    expect(end.stderrLines.length).toBeLessThan(100);
    expect(end.stderrLines.at(-1)).toBe("line 4999");
  });

  test("passes arguments as they are: no shell reads them", async () => {
    const odd = [`$(id)`, "a b", `"'`, "*", "new\nline", "-v", "%d"];
    const end = await runProgram(node("console.log(JSON.stringify(process.argv.slice(1)))", "--", ...odd));
    expect(JSON.parse(end.stdout)).toEqual(odd);
  });

  test("a program that is not there is said to be so", async () => {
    const end = await runProgram({ path: join(await tempFolder(), "none"), args: [] });
    expect(end.ending).toBe("not_started");
    expect(end.stderrLines.join()).toContain("ENOENT");
  });

  test.skipIf(process.platform === "win32")("a file that is not a program is said to be so", async () => {
    const path = join(await tempFolder(), "none");
    await writeFile(path, "not runnable");
    expect((await runProgram({ path, args: [] })).ending).toBe("not_started");
  });

  test("hands on where things lie, and no token of anybody", async () => {
    vi.stubEnv("ODAILIES_TOKEN", "token-for-tests-0123456789");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "somebody else's");
    vi.stubEnv("FFREPORT", "file=report.log");
    vi.stubEnv("LC_CTYPE", "C.UTF-8");
    const { stdout } = await runProgram(node("console.log(JSON.stringify(process.env))"));
    vi.unstubAllEnvs();
    const handed = JSON.parse(stdout) as NodeJS.ProcessEnv;
    expect(handed).toMatchObject({ PATH: process.env["PATH"], LC_CTYPE: "C.UTF-8" });
    expect(Object.keys(handed).filter((name) => /ODAILIES|AWS|FFREPORT/.test(name))).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")("a program that fills the memory is refused more", async () => {
    const script = `const all = []; for (let i = 0; i < 24; i += 1) all.push(Buffer.alloc(32e6, 1)); console.log("all");`;
    const end = await runProgram({ ...node(script), maxMemoryBytes: 512 * 1024 ** 2 });
    expect(end.stdout).toBe("");
    expect(end.exitCode).not.toBe(0);
  });

  test.skipIf(process.platform === "win32")("processor time is limited by the system too", async () => {
    const end = await runProgram({
      path: "/bin/sh",
      args: ["-c", "ulimit -t; ulimit -c"],
      timeoutMs: 60_000,
    });
    expect(end.stdout.split("\n")).toEqual([String(60 * availableParallelism()), "0", ""]);
    expect(end.commandLine).toBe("/bin/sh -c 'ulimit -t; ulimit -c'");
  });

  test("a program without a sign of life is stopped", async () => {
    const end = await runProgram({ ...node(FOREVER), stallMs: 200 });
    expect(end).toMatchObject({ ending: "stalled", exitCode: undefined });
  });

  test("lines that are no sign of life do not keep a program running", async () => {
    const end = await runProgram({
      ...node(`setInterval(() => console.log("still here"), 20);`),
      stallMs: 300,
      onStdoutLine: () => false,
    });
    expect(end.ending).toBe("stalled");
  });

  test("something that moves outside of its output keeps a silent program running", async () => {
    let asked = 0;
    const end = await runProgram({
      ...node(FOREVER),
      stallMs: 50,
      isMoving: () => Promise.resolve((asked += 1) < 4),
    });
    expect(end.ending).toBe("stalled");
    expect(asked).toBeGreaterThanOrEqual(4);
    expect(asked).toBeLessThanOrEqual(14);
  });

  const tellsProcessorTime = process.platform !== "win32";

  test.runIf(tellsProcessorTime)("one that works without a word is left alone", async () => {
    const work = "const end = Date.now() + 1500; while (Date.now() < end);";
    expect(await runProgram({ ...node(work), stallMs: 250 })).toMatchObject({
      ending: "exited",
      exitCode: 0,
    });
  });

  test.runIf(tellsProcessorTime)("one that works in circles is stopped in the end", async () => {
    expect((await runProgram({ ...node("for (;;);"), stallMs: 50 })).ending).toBe("stalled");
  });

  test("a program that writes without end is stopped", async () => {
    const script = `const chunk = "x".repeat(65536); const go = () => process.stdout.write(chunk, go); go();`;
    const end = await runProgram({ ...node(script), maxStdoutBytes: 1_000_000 });
    expect(end.ending).toBe("too_much_output");
  });

  test("a program that takes too long is stopped", async () => {
    expect((await runProgram({ ...node(FOREVER), timeoutMs: 100 })).ending).toBe("timed_out");
  });

  test("what a line handler throws ends the program and comes out", async () => {
    const marker = `marker-${process.pid}-thrown`;
    const run = runProgram({
      ...node(`console.log("one"); ${FOREVER}`, marker),
      onStdoutLine: (line) => {
        throw new Error(`no more after ${line}`);
      },
    });
    await expect(run).rejects.toThrow("no more after one");
    expect(await lastingPrograms(marker)).toEqual([]);
  });

  test.skipIf(process.platform === "win32")("cancelling takes the program's own children too", async () => {
    const marker = `marker-${process.pid}-children`;
    const child = `require("node:child_process").spawn(process.execPath, ["-e", "${FOREVER}", "${marker}"]);`;
    const cancel = new AbortController();
    const run = runProgram({
      ...node(`${child} console.log("up"); ${FOREVER}`, marker),
      signal: cancel.signal,
      onStdoutLine: () => {
        cancel.abort(new Error("enough"));
        return true;
      },
    });
    await expect(run).rejects.toThrow("enough");
    expect(await lastingPrograms(marker)).toEqual([]);
  });

  test("starts nothing once the signal is aborted", async () => {
    const marker = `marker-${process.pid}-never`;
    const signal = AbortSignal.abort(new Error("already over"));
    await expect(runProgram({ ...node(FOREVER, marker), signal })).rejects.toThrow("already over");
    await delay(50);
    expect(await lastingPrograms(marker)).toEqual([]);
  });
});
