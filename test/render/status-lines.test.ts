import { expect, test } from "vitest";
import type { ClipMetadata } from "../../src/domain/metadata.ts";
import { NO_COUNTS } from "../../src/render/no-counts.ts";
import { openStatusRenderer } from "../../src/render/status-lines.ts";

function lastLine(slates: readonly ClipMetadata[], hasFolders = true): string {
  const said: string[] = [];
  const stream = { write: (text: string) => void said.push(text) };
  const settings = { json: false, plain: true, quiet: false, verbose: false, noColor: true };
  const emit = openStatusRenderer(
    settings,
    { stdout: stream, stderr: stream, redact: (text) => text },
    hasFolders,
  );
  emit({ type: "run-started", run: "", command: "status", source: [], destination: "there", options: {} });
  for (const [index, slate] of slates.entries()) {
    emit({
      type: "clip-ended",
      outcome: {
        ...{ clip: `A001C00${index + 1}`, roll: "A001", status: "done", findings: [], files: [] },
        ...{ metadata: {}, destination: "there" },
      },
      standing: {
        ...{ card: "A001", day: undefined, files: { graded: "up" }, isListed: true, lacksMetadata: [] },
        slate,
      },
    });
  }
  emit({ type: "run-ended", status: "ok", code: "ok", exitCode: 0, durationSeconds: 1, ...NO_COUNTS });
  return said.at(-1) ?? "";
}

test("complete is said only where every clip has its slate", () => {
  expect(lastLine([{ scene: "22" }, { take: "1" }])).toBe("Complete: 2 clips at there.\n");
  for (const hasFolders of [true, false]) {
    expect(lastLine([{ scene: "22" }, {}], hasFolders)).toBe(
      "Every file of 2 clips is up at there, but 1 of 2 clips has no scene or take.\n",
    );
  }
});
