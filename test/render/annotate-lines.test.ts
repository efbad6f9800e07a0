import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Emit, Event } from "../../src/domain/events.ts";
import { type AnnotatePurpose, openAnnotateRenderer } from "../../src/render/annotate-lines.ts";

function opened(purpose: AnnotatePurpose, settings: { quiet?: boolean; verbose?: boolean } = {}) {
  let text = "";
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  }) as NodeJS.WriteStream;
  const streams = { stdout: stream, stderr: stream, redact: (line: string) => line };
  const defaults = { json: false, plain: false, quiet: false, verbose: false, noColor: false };
  const emit = openAnnotateRenderer({ ...defaults, ...settings }, streams, purpose);
  return { emit, text: () => text };
}

const ended = (status: "done" | "failed", clip: string): Event => ({
  type: "clip-ended",
  outcome: {
    clip,
    roll: undefined,
    status,
    findings: [],
    files: [],
    metadata: {},
    destination: "P",
    ...(status === "failed" && {
      error: { code: "metadata_refused", message: "day.csv:3 was refused.", hint: "Correct it." },
    }),
  },
});

function play(emit: Emit): void {
  const source = ["day.csv"];
  emit({ type: "run-started", run: "r", command: "annotate", source, destination: "P", options: {} });
  const changes = [{ property: "scene", old: "22", new: "23\u001b[2J" }] as const;
  emit({ type: "clip-changing", clip: "A001C001", changes });
  emit(ended("done", "A001C001"));
  emit(ended("failed", "A001C002"));
  emit({
    type: "run-ended",
    status: "ok",
    code: "clips_failed",
    exitCode: 4,
    counts: { found: 3, done: 1, skipped: 1, rejected: 0, deferred: 0, failed: 1 },
    rows: { total: 4, matched: 3, unmatched: 1 },
    clipsWithoutRow: ["B001", "B002"],
    fieldsChanged: 1,
    bytesUploaded: 0,
    durationSeconds: 2,
    errors: [],
    next: ["mend it."],
  });
}

test("a run tells each change, what failed, and how it all ended", () => {
  const { emit, text } = opened("send");
  play(emit);
  expect(text()).toMatchInlineSnapshot(`
    "odailies annotate: day.csv → P
      A001C001  scene 22 → "23\\u001b[2J"
      failed    A001C002  day.csv:3 was refused.
    1 field of 1 clip changed at P; 1 clip already so; 1 clip NOT done; 1 row without a clip; 2 clips without a row (2s).
    Next: mend it.
    "
  `);
});

test("a quiet run tells only trouble and the end, a verbose one the clips without a row", () => {
  const quiet = opened("send", { quiet: true });
  play(quiet.emit);
  expect(quiet.text()).not.toContain("scene");
  expect(quiet.text()).toContain("failed    A001C002");
  const verbose = opened("send", { verbose: true });
  play(verbose.emit);
  expect(verbose.text()).toContain("no row: B002");
});

test("a run that only shows says that nothing was sent", () => {
  for (const purpose of ["show", "explain"] as const) {
    const { emit, text } = opened(purpose);
    play(emit);
    expect(text()).toContain("Nothing was sent");
  }
});
