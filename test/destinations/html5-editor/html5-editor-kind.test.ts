import { expect, onTestFinished, test } from "vitest";
import { html5Editor } from "../../../src/destinations/html5-editor/html5-editor-kind.ts";
import { createDestination } from "../../../src/destinations/kind.ts";
import { describedFile } from "../../support/editor-destination.ts";
import { startEditorServer } from "../../support/editor-server.ts";
import { never, QUICK_RETRY, testClient } from "../../support/net-client.ts";
import { testBytes, transfer } from "../../support/net-outgoing-file.ts";

test("its own settings say where a file lies, what it is called, and how it goes", async () => {
  const { api, token, ...server } = await startEditorServer();
  const destination = createDestination(html5Editor, {
    ...{ api, token, project: "My Film", http: testClient(), retry: { policy: QUICK_RETRY } },
    // As the environment gives them: as text.
    own: {
      folder: "{date}/{scene}",
      fileName: "{take}_{name}",
      log: "true",
      chunkMib: "0.5",
      readyWait: "0",
    },
  });
  onTestFinished(() => destination.close());
  await destination.open(never);
  expect(destination.takes.roles).toEqual(["graded", "log"]);
  const slate = { scene: "22", take: "1", date: "20260422" };
  const receipt = await destination.send(await describedFile(testBytes(600_000), slate), transfer());
  expect(receipt).toMatchObject({ isProcessing: true });
  expect([...server.folders.values()].map(({ name }) => name)).toEqual(["My Film", "20260422", "22"]);
  expect([...server.media.values()].map(({ name }) => name)).toEqual(["1_A001C001.mp4"]);
  expect(server.requests.filter((each) => each.startsWith("PUT")).length).toBe(2);
});

test("without any, LOG files stay away", () => {
  const place = { api: "https://editor.example.com", project: "P", token: "t", http: testClient() };
  expect(createDestination(html5Editor, place).takes.roles).toEqual(["graded"]);
});
