import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { smallCard } from "../support/small-cards.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C001_261120_R1AA";
const toServer = ({ api, project }: OdailiesServer) => ["--api", api, "--project", project];
const md5s = ({ files }: OdailiesServer) =>
  Object.fromEntries([...files].map(([key, { md5 }]) => [key, md5]));

test("ingest --plan, then apply: the bytes and the values of an ingest; wrong plans and places are said", async () => {
  const [server, other] = [await startOdailiesServer(), await startOdailiesServer()];
  const program = programIn(await tempFolder());
  const card = await smallCard({ [`_graded/${CLIP}.mp4`]: "remuxed" });
  const sheet = join(dirname(card), "log.csv");
  await writeFile(sheet, `Name,Scene,Take\n${CLIP},22A,3\n`);
  const env = { ODAILIES_TOKEN: server.token };
  const look = ["--burn-in", "bl={name} {scene}", "--size", "720", "--preset", "ultrafast"];
  const ingest = ["ingest", card, "--metadata", sheet, "--json", ...look];

  const plan = join(program.home, "plan.json");
  const planned = await program.run([...ingest, ...toServer(server), "--plan", plan], env);
  expect(planned.exitCode, planned.stderr).toBe(0);
  expect(server.files.size).toBe(0);
  const elsewhere = await program.run(["apply", plan, "--json", ...toServer(other)], {
    ODAILIES_TOKEN: other.token,
  });
  expect(elsewhere.lineOf("result")).toMatchObject({ code: "usage", exit_code: 2 });
  const wrong = await program.run(["apply", sheet, "--json", ...toServer(server)], env);
  expect(wrong.lineOf("result")).toMatchObject({ code: "plan_invalid", exit_code: 33 });
  const part = await program.run(["apply", plan, "--shard", "3/2", ...toServer(server)], env);
  expect(part.exitCode).toBe(2);

  const spec = join(program.home, "spec.json");
  await writeFile(
    spec,
    '{"extends": "odailies-default-1", "rules": [{"id": "video.size", "severity": "error"}]}',
  );
  const root = `A001=${card}`;
  const applied = await program.run(
    ["apply", plan, "--json", "--spec", spec, "--root", root, ...toServer(server)],
    env,
  );
  expect(applied.exitCode, applied.stderr).toBe(0);
  expect(applied.lineOf("start")).toMatchObject({ command: "apply", source: [plan] });
  expect(applied.lines()).toContainEqual(expect.objectContaining({ type: "warning", code: "spec_differs" }));
  expect(applied.clip(CLIP)).toMatchObject({ status: "done", metadata: { scene: "22A" } });
  expect(await readFile(plan, "utf8")).not.toContain(server.token);

  const ingested = await programIn(await tempFolder()).run([...ingest, ...toServer(other)], {
    ODAILIES_TOKEN: other.token,
  });
  expect(ingested.exitCode, ingested.stderr).toBe(0);
  expect(md5s(server)).toEqual(md5s(other));
  expect(server.clips.get(CLIP)).toEqual(other.clips.get(CLIP));
});
