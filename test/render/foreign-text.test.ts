// Every renderer is given events whose every text is hostile: nothing of it may reach the terminal as it is.
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Emit, Event } from "../../src/domain/events.ts";
import { openAnnotateRenderer } from "../../src/render/annotate-lines.ts";
import { renderExplanation } from "../../src/render/explanation-table.ts";
import { openRenderer } from "../../src/render/open-renderer.ts";
import type { OutputStreams } from "../../src/render/output-streams.ts";
import { renderFailure } from "../../src/render/render-failure.ts";
import { renderNote, renderObjects } from "../../src/render/render-result.ts";
import { renderTable } from "../../src/render/render-table.ts";
import { renderWarning } from "../../src/render/render-warning.ts";
import { renderServerEvent } from "../../src/render/server-event-lines.ts";
import { openStatusRenderer } from "../../src/render/status-lines.ts";
import { openVerifyRenderer } from "../../src/render/verify-lines.ts";
import { openWatchView } from "../../src/render/watch-lines.ts";

const EVIL = "A\u001b]52;c;cm0=\u0007\u009b8m\nFORGED\r\u202eb\u2066c\u200bd\ud800";
/** What our own colours, bars and live line may write. */
const OWN = new RegExp(String.raw`${"\u001b"}\[(?:(?:\d+(?:;\d+)*)?[mKJGA]|\?(?:25|7)[hl])|\r`, "g");

interface Opened {
  readonly settings: { json: boolean; plain: boolean; quiet: boolean; verbose: boolean; noColor: boolean };
  readonly streams: OutputStreams;
}

const error = { code: "upload_failed", message: EVIL, hint: EVIL } as const;
const counts = { found: 1, done: 0, skipped: 0, rejected: 0, deferred: 0, failed: 1 };
const EVENTS: readonly Event[] = [
  {
    type: "run-started",
    run: "r",
    command: "ingest",
    source: [EVIL],
    destination: EVIL,
    options: { a: EVIL },
  },
  { type: "scanned", card: EVIL, root: EVIL, clips: 1, leftOut: {}, undecodable: { [EVIL]: 2 } },
  { type: "warning", code: "waiting", message: EVIL, clip: EVIL },
  { type: "progress", phase: "upload", clip: EVIL, file: EVIL, done: 1, total: 2, unit: "bytes" },
  { type: "clip-changing", clip: EVIL, changes: [{ property: "scene", old: EVIL, new: EVIL }] },
  { type: "undo-written", file: EVIL },
  { type: "row-left", sheet: EVIL, line: 3, reason: "unmatched", message: EVIL, candidates: [EVIL] },
  {
    type: "clip-ended",
    outcome: {
      clip: EVIL,
      roll: EVIL,
      status: "failed",
      findings: [
        {
          rule: "r",
          severity: "error",
          role: "graded",
          message: EVIL,
          actual: EVIL,
          expected: EVIL,
          fix: "none",
        },
      ],
      files: [],
      metadata: { scene: EVIL },
      destination: EVIL,
      error,
    },
    checks: [{ role: "graded", key: EVIL, verdict: "different", source: EVIL, stored: EVIL, listed: EVIL }],
  },
  {
    type: "run-ended",
    status: "error",
    code: "upload_failed",
    exitCode: 4,
    counts,
    rows: { total: 1, matched: 0, unmatched: 1 },
    clipsWithoutRow: [EVIL],
    fieldsChanged: 0,
    bytesUploaded: 0,
    durationSeconds: 1,
    errors: [error],
    next: [EVIL],
  },
];

const playing = (emit: Emit) => {
  for (const event of EVENTS) emit(event);
};

const WAYS: Readonly<Record<string, (opened: Opened) => void>> = {
  "a run": ({ settings, streams }) => playing(openRenderer(settings, streams, true)),
  "a check": ({ settings, streams }) => playing(openRenderer(settings, streams, false)),
  status: ({ settings, streams }) => playing(openStatusRenderer(settings, streams, true)),
  verify: ({ settings, streams }) => playing(openVerifyRenderer(settings, streams)),
  annotate: ({ settings, streams }) => playing(openAnnotateRenderer(settings, streams, "send")),
  watch: ({ settings, streams }) => {
    const view = openWatchView(settings, streams);
    view.say({ type: "watching", folder: EVIL, by: "polling", why: EVIL });
    view.say({ type: "waiting", folder: EVIL, file: EVIL, reason: EVIL, files: 2 });
    view.say({ type: "notice", code: "n", message: EVIL, isTrouble: true });
    view.say({ type: "status", status: { waiting: 1, working: EVIL, doneToday: 0, inTrouble: 0 } });
    playing(view.startRun());
    view.close();
  },
  "an explanation": ({ settings, streams }) => {
    const value = { value: EVIL, source: { label: EVIL, column: EVIL } };
    const columns = [{ column: EVIL, property: EVIL, examples: [{ text: EVIL, value: EVIL }], reason: EVIL }];
    const sheets = [{ sheet: EVIL, format: "csv", encoding: EVIL, rows: 1, columns }];
    const values = [{ ...value, clip: EVIL, property: EVIL, insteadOf: [value] }];
    renderExplanation({ sheets, values }, settings.json, streams);
  },
  "sentences and tables": ({ streams }) => {
    renderTable([{ a: EVIL, b: EVIL }], streams);
    renderObjects("file", [{ a: EVIL }], streams);
    renderNote(EVIL, streams);
    renderWarning(EVIL, streams);
    renderServerEvent(
      { type: "file-received", project: EVIL, path: EVIL, sizeBytes: 1 },
      { quiet: false },
      streams,
    );
    renderServerEvent(
      { type: "editor-event", what: "render_complete", project: EVIL, editorProject: EVIL, error: EVIL },
      { quiet: false },
      streams,
    );
    renderServerEvent({ type: "warning", message: EVIL }, { quiet: false }, streams);
  },
  "a bug": ({ settings, streams }) =>
    void renderFailure(new Error(EVIL, { cause: new Error(EVIL) }), settings, streams),
};

const MODES = { "on a terminal": {}, "as plain lines": { plain: true }, "as JSON": { json: true } };

for (const [mode, chosen] of Object.entries(MODES)) {
  test.each(Object.entries(WAYS))(`%s shows no foreign text raw ${mode}`, (_way, show) => {
    let written = "";
    const stream = Object.assign(
      new Writable({
        decodeStrings: false,
        write: (chunk: string, _encoding, done) => {
          written += chunk;
          done();
        },
      }),
      { isTTY: !("json" in chosen || "plain" in chosen), columns: 100 },
    ) as unknown as NodeJS.WriteStream;
    const settings = { json: false, plain: false, quiet: false, verbose: true, noColor: false, ...chosen };
    show({ settings, streams: { stdout: stream, stderr: stream, redact: (text) => text } });
    const foreign = written.replaceAll(OWN, "");
    expect(foreign).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(foreign).not.toMatch(/^\s*FORGED/m);
    expect(foreign).toContain("FORGED");
  });
}
