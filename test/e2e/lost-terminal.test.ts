// What a program hears when nobody listens any more: a closed terminal, a full disk behind stdout.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

test.skipIf(process.platform === "win32")(
  "a closed terminal stops it cleanly, however often it is told",
  async () => {
    const running = programIn(await tempFolder()).start(["serve", "--json", "--port", "0"]);
    for await (const chunk of running.stdout) if (String(chunk).includes('"address"')) break;
    running.kill("SIGHUP");
    running.kill("SIGHUP");
    await once(running, "exit");
    expect(running.exitCode).toBe(0);
  },
);

test.skipIf(!existsSync("/dev/full"))(
  "a full disk behind stdout is told by the exit code, not by a stack",
  async () => {
    const program = programIn(await tempFolder());
    const toFull = program.under(["sh", "-c", 'exec "$@" >/dev/full', "sh"]);
    // Nobody reads its lines, so that nothing can be promised of them.
    const run = await toFull.start(["clips", "list", "--json", "--to", "local"]);
    expect(run.exitCode).toBe(22);
    expect(run.stderr).toContain("Part of the output was lost, for there is no room left on its disk.");
    expect(run.stderr).not.toMatch(/^ {4}at /m);
  },
);
