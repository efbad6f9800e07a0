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
      { name: "A001", scene: "22", take: "" },
      { name: "A002.mov", scene: "23", date: "not a date" },
      { name: "B001", scene: "24" },
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
    message: "1 row(s) of the ALE name no clip of the project: B001.",
    project: PROJECT,
  });
});

test("a broken ALE is taken, dropped and told", async () => {
  const readAle: ReadAle = async () => {
    throw new Error("The file has no Column section.");
  };
  const server = await startTestServer({ readAle });
  expect((await server.upload("metadata.ale", "rubbish")).status).toBe(200);
  expect(await server.files()).toEqual([]);
  expect(server.events).toEqual([
    {
      type: "warning",
      code: "ale_unreadable",
      message: "metadata.ale was not imported: The file has no Column section.",
      project: PROJECT,
    },
  ]);
});

test("without a reader an ALE is taken, dropped and told", async () => {
  const server = await startTestServer();
  expect((await server.upload("metadata.ale", "Heading")).status).toBe(200);
  expect(await server.files()).toEqual([]);
  expect(server.events).toMatchObject([{ code: "ale_unreadable" }]);
});
