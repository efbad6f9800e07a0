import { appendFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openMemory } from "../../src/destinations/memory.ts";
import { withDryRun } from "../../src/destinations/with-dry-run.ts";
import { never, rejection } from "../support/net-client.ts";
import { hashesOf } from "../support/net-hasher.ts";
import { outgoingFile, testBytes, transfer } from "../support/net-outgoing-file.ts";

const remote = () => openMemory({ clips: [{ name: "A001C001", metadata: { scene: "1" } }] });

describe("withDryRun", () => {
  test("shows what is there", async () => {
    const dry = withDryRun(remote());
    await dry.open(never);
    expect((await dry.list(never)).get("A001C001")?.metadata).toEqual({ scene: "1" });
    expect(dry.label).toContain("dry run");
  });

  test("reads the file and sends nothing", async () => {
    const inner = remote();
    const bytes = testBytes(5000);
    const steps: number[] = [];
    const file = await outgoingFile(bytes, { clipName: "NEW" });
    const receipt = await withDryRun(inner).sendFile(
      file,
      transfer({ onProgress: (done) => steps.push(done) }),
    );
    expect(receipt).toMatchObject({ key: "_graded/NEW.mp4", bytes: 5000, ...hashesOf(bytes) });
    expect(steps.at(-1)).toBe(5000);
    expect(inner.files.size).toBe(0);
    expect((await inner.list(never)).has("NEW")).toBe(false);
  });

  test("finds a file that is still changing", async () => {
    const file = await outgoingFile(testBytes(10));
    await appendFile(file.path, "x");
    expect(await rejection(withDryRun(remote()).sendFile(file, transfer()))).toMatchObject({
      code: "card_changed",
    });
  });

  test("patches nothing", async () => {
    const inner = remote();
    const report = await withDryRun(inner).patchClips(
      [{ name: "A001C001", metadata: { scene: "9" } }],
      never,
    );
    expect(report.patched.get("A001C001")).toEqual({ scene: "9" });
    expect((await inner.list(never)).get("A001C001")?.metadata).toEqual({ scene: "1" });
  });
});
