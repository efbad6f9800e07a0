import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { PROGRAM, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function setUp() {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const place = ["--project", server.project, "--api", server.api];
  const run = (words: readonly string[], env: Record<string, string> = {}, input = "") =>
    program.run([...words, ...place], env, input);
  const login = (token: string, ...words: readonly string[]) =>
    run(["login", "--no-keychain", ...words], {}, token);
  const file = join(program.home, "config/odailies/logins.json");
  return { server, program, place, run, login, file };
}

test("a token from a pipe is checked, kept for its user alone, used, and forgotten", async () => {
  const { server, run, login, file } = await setUp();
  const before = await run(["clips", "list"]);
  expect(before).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("odailies login") });

  const kept = await login(`${server.token}\n`);
  expect(kept.exitCode, kept.stderr).toBe(0);
  expect(kept.stderr).toContain(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await run(["clips", "list"])).exitCode).toBe(0);

  for (const words of [
    ["doctor"],
    ["config"],
    ["config", "--json"],
    ["clips", "list", "--verbose", "--json"],
  ]) {
    const said = await run(words);
    expect(said.stdout + said.stderr).not.toContain(server.token);
    if (words[0] !== "clips") expect(said.stdout).toContain("(odailies login)");
  }

  expect((await run(["logout"])).stderr).toContain("is gone");
  expect((await run(["clips", "list"])).exitCode).toBe(2);
  expect(await readdir(join(file, ".."))).toEqual([]);
  expect(await run(["logout"])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("No token") });
});

test.skipIf(process.platform === "win32")(
  "a token file may be what the shell writes into a pipe",
  async () => {
    const { server, program, place } = await setUp();
    const shell = program.under(["bash", "-c", `exec "$@" --token-file <(echo ${server.token})`, "bash"]);
    const listed = await shell.run(["clips", "list", ...place]);
    expect(listed.exitCode, listed.stderr).toBe(0);
  },
);

test("a token that the service refuses is not kept; one that nobody could check is, with a warning", async () => {
  const { server, run, login, file } = await setUp();
  expect(await login("wrong")).toMatchObject({ exitCode: 41, stderr: expect.stringContaining("(401)") });
  server.permissions.delete("Read");
  expect(await login(server.token)).toMatchObject({ exitCode: 42 });
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });

  server.permissions.add("Read");
  server.fail(/clips/, { status: 503, headers: { "retry-after": "0" } }, 99);
  const unchecked = await login(server.token, "--json");
  expect(unchecked).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("could not be checked") });
  expect(unchecked.lineOf("login")).toMatchObject({ checked: false, kept: file });
  expect((await run(["config"])).stdout).toContain(file);
});

test("what is no token, and a project that is not named, are wrong use", async () => {
  const { program, login } = await setUp();
  expect(await login("")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("No token came") });
  expect(await login("two words")).toMatchObject({ exitCode: 2 });
  expect(await program.run(["login"])).toMatchObject({ exitCode: 2 });
});

test("a token on the command line is used, is warned about once, and leaves the process list", async () => {
  const { server, program, place } = await setUp();
  const run = await program.run(["clips", "list", "--token", server.token, ...place]);
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stderr.split("command line")).toHaveLength(2);
  expect(run.stderr).not.toContain(server.token);

  server.fail(/clips/, { neverAnswer: true }, 99);
  const running = program.start(["clips", "list", "--token", server.token, ...place]);
  const commandLine = () => readFile(`/proc/${running.pid}/cmdline`, "utf8").catch(() => "");
  if (process.platform === "linux") {
    await expect.poll(commandLine, { timeout: 10_000 }).not.toContain(server.token);
    expect(await commandLine()).not.toBe("");
  }
  running.kill("SIGKILL");
  await running;
});

/** Of util-linux: runs a command on a terminal of its own. */
const PSEUDO_TERMINAL = "script";
const hasPseudoTerminal = execaSync(PSEUDO_TERMINAL, ["--version"], { reject: false }).stdout?.includes(
  "util-linux",
);

test.runIf(hasPseudoTerminal)("on a terminal the token is asked for and never shown", async () => {
  const { server, program, place, file } = await setUp();
  const words = [process.execPath, PROGRAM, "login", "--no-keychain", ...place];
  const command = words.map((word) => `'${word}'`).join(" ");
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: program.home,
    XDG_CONFIG_HOME: join(program.home, "config"),
  };
  const terminal = execa(PSEUDO_TERMINAL, ["-qec", command, "/dev/null"], {
    env,
    extendEnv: false,
    reject: false,
  });
  let shown = "";
  terminal.stdout.on("data", (chunk) => (shown += String(chunk)));
  await expect.poll(() => shown, { timeout: 20_000 }).toContain("not shown");
  terminal.stdin.write(`${server.token}\r`);
  const { exitCode } = await terminal;
  expect(exitCode, shown).toBe(0);
  expect(shown).toContain("accepts it");
  expect(shown).not.toContain(server.token);
  expect(await readFile(file, "utf8")).toContain(server.token);
});
