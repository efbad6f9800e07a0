import { describe, expect, test } from "vitest";
import { findJsonFaults, type JsonLine } from "../support/json-contract.ts";

const ts = "2026-11-20T19:00:00.000Z";
const RUN = "0b9d8c5e-5d0c-4b53-9d4e-3a2b1c0d9e8f";
const SHA256 = "a".repeat(64);

const start = { type: "start", ts, schema_version: 1, run: RUN, command: "ingest", source: ["A001"] };
const file = { role: "graded", key: "_graded/A.mp4", bytes: 9, sha256: SHA256, xxh64: "b".repeat(16) };
const lines: readonly JsonLine[] = [
  { ...start, destination: "memory", options: {} },
  {
    ...{ type: "progress", ts, phase: "upload", clip: "A", file: "_graded/A.mp4", bytes_done: 9 },
    ...{ bytes_total: 9, percent: 100, speed_bytes_per_sec: null, eta_seconds: null },
  },
  {
    ...{ type: "clip", ts, clip: "A", roll: null, status: "done", findings: [], metadata: {} },
    files: [{ ...file, md5: "c".repeat(32), action: "passthrough", sent_at: ts, etag: null }],
    destination: "memory",
  },
  {
    ...{ type: "result", ts, status: "ok", code: "ok", exit_code: 0 },
    counts: { found: 1, done: 1, skipped: 0, rejected: 0, deferred: 0, failed: 0 },
    rows: { total: 0, matched: 0, unmatched: 0 },
    ...{ fields_changed: 0, bytes_uploaded: 9, duration_s: 1.5, errors: [] },
  },
];

const faultsOf = (changed: readonly JsonLine[], exitCode = 0) =>
  findJsonFaults(changed, { command: "ingest", exitCode });

/** The lines with other fields in the one of this type. */
const withChanged = (type: string, fields: Record<string, unknown>) =>
  lines.map((line) => (line.type === type ? { ...line, ...fields } : line));

const refused = { code: "upload_failed", message: "It broke.", hint: "Look." };
const BROKEN: Readonly<Record<string, readonly JsonLine[]>> = {
  "no line": [],
  "no start": lines.slice(1),
  "two starts": [lines[0]!, ...lines],
  "a result that is not the last": [...lines, lines[2]!],
  "a start without its run": withChanged("start", { run: undefined }),
  "another version of the schema": withChanged("start", { schema_version: 2 }),
  "a time of no zone": withChanged("clip", { ts: "2026-11-20 19:00" }),
  "a name in camel case": withChanged("clip", { exitCode: 0 }),
  "a sixth end of a clip": withChanged("clip", { status: "fine" }),
  "a file without its digest": withChanged("clip", { files: [file] }),
  "an upload not counted in bytes": withChanged("progress", { bytes_done: undefined }),
  "more done than there is": withChanged("progress", { bytes_done: 10 }),
  "a percentage that falls": [lines[0]!, lines[1]!, ...withChanged("progress", { percent: 50 }).slice(1)],
  "a percentage that stops early": withChanged("progress", { percent: 99 }),
  "a clip that ends twice": [...lines.slice(0, 3), ...lines.slice(2)],
  "a clip that never ends": lines.filter(({ type }) => type !== "clip"),
  "counts that do not add up": withChanged("result", {
    counts: { ...(lines[3]!["counts"] as object), found: 2 },
  }),
  "rows that do not add up": withChanged("result", { rows: { total: 2, matched: 1, unmatched: 0 } }),
  "another exit code than the program's": withChanged("result", {
    exit_code: 4,
    code: "clips_failed",
    errors: [refused],
  }),
  "an error without a hint": withChanged("result", { errors: [{ ...refused, hint: "" }] }),
  "errors beside a good end": withChanged("result", { errors: [refused] }),
};

describe("the check of JSON lines", () => {
  test("finds nothing in lines as they should be, nor in a failure before the start", () => {
    expect(faultsOf(lines)).toEqual([]);
    const failed = { status: "error", code: "usage", exit_code: 2, errors: [refused], bytes_uploaded: 0 };
    const counts = { found: 0, done: 0, skipped: 0, rejected: 0, deferred: 0, failed: 0 };
    expect(faultsOf(withChanged("result", { ...failed, counts }).slice(3), 2)).toEqual([]);
  });

  test.each(Object.entries(BROKEN))("finds %s", (_what, broken) => {
    expect(faultsOf(broken)).not.toEqual([]);
  });

  test("finds a result of exit 4 that names nothing", () => {
    expect(faultsOf(withChanged("result", { exit_code: 4, code: "clips_failed" }), 4)).toEqual([
      "result: 0 errors with exit_code 4",
    ]);
  });

  test("holds every run of a watch to it by itself", () => {
    const ofRun = (run: string) => lines.map((line) => Object.assign({ run }, line, { run }));
    const other = RUN.replace("0", "1");
    const watched = [{ type: "notice", ts }, ...ofRun(RUN), ...ofRun(other)];
    const faults = (all: readonly JsonLine[]) => findJsonFaults(all, { command: "watch", exitCode: 0 });
    expect(faults(watched)).toEqual([]);
    expect(faults(watched.slice(0, -1))).toEqual(["the last line is the one result"]);
  });
});
