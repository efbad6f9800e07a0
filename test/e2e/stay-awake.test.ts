import { readFileSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { awakeCommand } from "../../src/power/keep-awake.ts";
import { runAlong, smallCard, smallCart } from "../support/small-cards.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { until } from "../support/watch-session.ts";

/** Speaks as systemd-inhibit has since its beginnings: runs the command behind its options, and holds for as long as it lives. */
const INHIBIT = `#!/bin/sh
what=
while [ "\${1#--}" != "$1" ]; do
  case "$1" in
    --what=*) what="\${1#--what=}" ;;
    --who=*|--why=*|--mode=*) ;;
    *) echo "systemd-inhibit: unrecognized option '$1'" >&2; exit 1 ;;
  esac
  shift
done
echo "start $what" >> "$INHIBIT_LOG"
"$@"
echo "end" >> "$INHIBIT_LOG"
`;
const REFUSED = `#!/bin/sh
echo "Failed to inhibit: Access denied" >&2
exit 1
`;

async function setUp(script: string, flags: readonly string[] = []) {
  const card = await smallCard({ "_graded/A001C001.mp4": "passing" });
  const cart = await smallCart("ingest", card, flags);
  const home = await tempFolder();
  const [bin, log] = [join(home, "bin"), join(home, "inhibit.log")];
  await mkdir(bin);
  await writeFile(join(bin, "systemd-inhibit"), script);
  await chmod(join(bin, "systemd-inhibit"), 0o755);
  const env = { ...cart.env, PATH: `${bin}:${cart.program.environment["PATH"]}`, INHIBIT_LOG: log };
  const said = () => readFile(log, "utf8").catch(() => "");
  return { cart: { ...cart, env }, said };
}

describe.runIf(process.platform === "linux")("sleep", () => {
  test("is inhibited from the beginning of a run to its end", async () => {
    const { cart, said } = await setUp(INHIBIT);
    let during = "";
    // Before the answer to an upload has left, the run cannot be over.
    cart.server.observe(({ method, isComplete }) => {
      if (method === "PUT" && isComplete) during = readFileSync(cart.env.INHIBIT_LOG, "utf8");
    });
    const run = await runAlong(cart);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(during).toBe("start idle:sleep\n");
    await until(async () => (await said()) === "start idle:sleep\nend\n");
  });

  test("is allowed again when the run is killed", async () => {
    const { cart, said } = await setUp(INHIBIT);
    cart.server.fail(/^PUT /, { neverAnswer: true });
    const running = cart.program.start(cart.args, cart.env);
    await until(
      async () => (await said()) === "start idle:sleep\n" && cart.server.storageRequests.length > 0,
    );
    running.kill("SIGKILL");
    await running;
    await expect.poll(said).toBe("start idle:sleep\nend\n");
  });

  test("that cannot be inhibited is a word in --verbose, and nothing else", async () => {
    const quiet = await setUp(REFUSED);
    const run = await runAlong(quiet.cart);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toBe("");

    const verbose = await setUp(REFUSED, ["--verbose"]);
    const told = await runAlong(verbose.cart);
    expect(told.exitCode).toBe(0);
    expect(told.stderr).toContain(
      "systemd-inhibit could not keep this machine awake (Failed to inhibit: Access denied); it may fall asleep.",
    );
    const { stdout } = await verbose.cart.program.run(["doctor"], verbose.cart.env);
    expect(stdout).toMatch(/stays awake\s+not possible\s+systemd-inhibit could not/);
  });
});

test("each system's own way ends with its input", () => {
  expect(awakeCommand("darwin")).toEqual({ program: "caffeinate", args: ["-i", "-s", "cat"] });
  expect(awakeCommand("win32")?.args.at(-1)).toMatch(/SetThreadExecutionState.*ReadToEnd/);
  expect(awakeCommand("aix")).toBeUndefined();
});
