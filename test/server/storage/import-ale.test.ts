import { basename } from "node:path";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { ReadAle } from "../../../src/server/server-context.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

test("values of an ALE go onto the clips that are there, and the file goes", async () => {
  const seen: string[] = [];
  const readAle: ReadAle = async (path) => {
    seen.push(basename(path), await readFile(path, "utf8"));
    return [
      { names: ["tape 1", "A001"], metadata: { scene: "22", take: "" } },
      { names: ["A002.mov"], metadata: { scene: "23", date: "not a date" } },
      { names: ["B001", "B001.mov"], metadata: { scene: "24" } },
      { names: [], metadata: { scene: "25" } },
    ];
  };
  const server = await startTestServer({ readAle });
  await server.upload("_graded/A001.mp4");
  await server.upload("_graded/A002.mp4");
  await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name: "A001", take: "3", description: "kept" }] },
  });
  expect((await server.upload("metadata.ale", "Heading")).status).toBe(200);
  expect(seen).toEqual(["metadata.ale", "Heading"]);
  expect(await server.clip("A001")).toEqual({
    name: "A001",
    scene: "22",
    take: "3",
    description: "kept",
    fileSize: 7,
  });
  expect(await server.clip("A002")).toEqual({ name: "A002", scene: "23", fileSize: 7 });
  expect(await server.files()).toEqual(["projects/P1/_graded/A001.mp4", "projects/P1/_graded/A002.mp4"]);
  expect(server.events).toContainEqual({
    type: "warning",
    code: "ale_rows_left",
    message: "2 row(s) of the ALE name no clip of the project: B001, (no name).",
    project: PROJECT,
  });
});

const noColumns: ReadAle = async () => {
  throw new Error("The file has no Column section.");
};
const others: ReadAle = async () => [{ names: ["B001"], metadata: { scene: "1" } }];

test.each([
  ["that cannot be read", noColumns, "The file has no Column section."],
  ["without a row", async () => [], "it has no rows."],
  ["of other clips", others, "none of its rows names a clip of the project: B001."],
  ["without a reader", undefined, "this server was started without an ALE reader."],
])("an ALE %s goes, and whoever sent it hears that nothing was imported", async (_what, readAle, reason) => {
  const server = await startTestServer(readAle ? { readAle } : {});
  await server.upload("_graded/A001.mp4");
  const answer = await server.upload("day 1.ale", "rubbish");
  expect(answer.status).toBe(422);
  expect(answer.text).toContain("<Code>UnusableAle</Code>");
  const message = `day 1.ale was not imported: ${reason}`;
  expect(answer.text).toContain(`<Message>Nothing was imported: ${reason}</Message>`);
  expect(await server.files()).toEqual(["projects/P1/_graded/A001.mp4"]);
  expect(server.events).toContainEqual({
    type: "warning",
    code: "ale_unreadable",
    message,
    project: PROJECT,
  });
});
