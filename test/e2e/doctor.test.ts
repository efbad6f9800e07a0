import { expect, test } from "vitest";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("doctor tells reached, refused and not allowed apart, and changes nothing", async () => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const doctor = (token: string, api = server.api) =>
    program.run(["doctor", "--json", "--project", server.project, "--api", api], { ODAILIES_TOKEN: token });
  const check = (run: Awaited<ReturnType<typeof doctor>>, name: string) =>
    run.lines().find((line) => line["check"] === name);

  const good = await doctor(server.token);
  expect(good.exitCode, good.stdout).toBe(0);
  for (const right of ["Read", "Write", "Upload"])
    expect(check(good, `right ${right}`)).toMatchObject({ result: "ok" });
  expect(check(good, "token")).toMatchObject({ result: "ok", detail: "from ODAILIES_TOKEN" });
  expect(check(good, "clock")).toMatchObject({ result: "ok" });
  expect(check(good, "state folder")?.["detail"]).toMatch(/\(\d.* free\)$/);
  expect([server.clips.size, server.files.size]).toEqual([0, 0]);

  const refused = await doctor("not-the-token");
  expect(refused.exitCode).toBe(41);
  expect(check(refused, "token")).toMatchObject({ result: "not usable" });
  expect(check(refused, "right Write")).toBeUndefined();

  server.permissions.delete("Upload");
  const mayNotUpload = await doctor(server.token);
  expect(mayNotUpload.exitCode).toBe(42);
  expect(check(mayNotUpload, "right Write")).toMatchObject({ result: "ok" });
  expect(check(mayNotUpload, "right Upload")).toMatchObject({ result: "permission_missing" });
  server.permissions.delete("Write");
  expect(check(await doctor(server.token), "right Write")).toMatchObject({ result: "permission_missing" });

  const unreachable = await doctor(server.token, "http://127.0.0.1:9");
  expect(unreachable.exitCode).toBe(40);
  expect(check(unreachable, "right Read")).toMatchObject({ result: "destination_unreachable" });
});

test("without a project nothing is asked; with one and no token it is not well", async () => {
  const program = programIn(await tempFolder());
  expect(await program.run(["doctor"])).toMatchObject({ exitCode: 0 });
  const lacking = await program.run(["doctor", "--project", "P"]);
  expect(lacking).toMatchObject({ exitCode: 2, stdout: expect.stringContaining("odailies login") });
});

test("every other system that has an address of its own is reached and named", async () => {
  const kitsu = await startKitsuServer();
  const program = programIn(await tempFolder());
  const doctor = async (token: string) => {
    const run = await program.run(["doctor", "--json"], {
      ODAILIES_KITSU_API: kitsu.url,
      ODAILIES_KITSU_PROJECT: kitsu.project.name,
      ODAILIES_KITSU_TOKEN: token,
    });
    const found = run.lines().find((line) => line["check"] === "Kitsu");
    return { exitCode: run.exitCode, result: found?.["result"] };
  };
  expect(await doctor(kitsu.botToken)).toEqual({ exitCode: 0, result: "ok" });
  expect(await doctor("no-token")).toEqual({ exitCode: 41, result: "token_refused" });
  expect(kitsu.writes()).toEqual([]);
});
