import { expect, test } from "vitest";
import type { OutgoingFile } from "../../../src/domain/delivery.ts";
import { describedFile, editorDestination, keepingTransfer } from "../../support/editor-destination.ts";
import { sha256Of } from "../../support/editor-library.ts";
import { type EditorServer, startEditorServer } from "../../support/editor-server.ts";
import { never } from "../../support/net-client.ts";
import { hashesOf } from "../../support/net-hasher.ts";
import { testBytes } from "../../support/net-outgoing-file.ts";

const BYTES = [testBytes(2500), testBytes(1800)];

interface Run {
  readonly kept: readonly Record<string, string>[];
  readonly signal: AbortSignal;
}

async function deliver(server: EditorServer, files: readonly OutgoingFile[], { kept, signal }: Run) {
  const destination = editorDestination(server, { partBytes: 1024 });
  await destination.open(signal);
  for (const [i, file] of files.entries())
    await destination.send(file, keepingTransfer(kept[i]!, { signal }));
  await destination.close();
}

/** Ends a run in the moment in which the n-th request has had its effect, and its answer has not left yet. */
async function killAt(
  n: number,
  server: EditorServer,
  files: readonly OutgoingFile[],
  kept: Run["kept"],
): Promise<boolean> {
  const stop = new AbortController();
  let seen = 0;
  server.observe(() => {
    seen += 1;
    if (seen === n) stop.abort("killed");
  });
  try {
    await deliver(server, files, { kept, signal: stop.signal });
    return false;
  } catch (error) {
    expect(error).toBe("killed");
    return true;
  }
}

test.each([
  ["with what was kept", true],
  ["though everything that was kept is lost", false],
])("a run that is killed after any request is finished by the next one, %s", async (_, isKept) => {
  const files = await Promise.all([
    describedFile(BYTES[0]!, { scene: "22", take: "1" }, { clipName: "A001C001" }),
    describedFile(BYTES[1]!, { scene: "23", take: "1" }, { clipName: "A001C002" }),
  ]);
  let points = 0;
  for (let n = 1; ; n += 1) {
    const server = await startEditorServer();
    const kept = [{}, {}];
    if (!(await killAt(n, server, files, kept))) break;
    points += 1;
    await deliver(server, files, { kept: isKept ? kept : [{}, {}], signal: never });
    const at = `killed after ${n}`;
    expect(
      [...server.media.values()].map(({ status }) => status),
      at,
    ).toEqual(["ready", "ready"]);
    expect([...server.media.values()].map(sha256Of), at).toEqual(
      BYTES.map((bytes) => hashesOf(bytes).sha256),
    );
    expect(
      [...server.folders.values()].map(({ name }) => name),
      at,
    ).toEqual(["My Film", "Scene 22", "Scene 23"]);
    expect(server.requests.filter((each) => each.startsWith("POST /api/upload")).length, at).toBe(2);
  }
  expect(points).toBeGreaterThan(20);
});
