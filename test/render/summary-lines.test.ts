import { expect, test } from "vitest";
import type { Receipt, Role } from "../../src/domain/clip.ts";
import type { ErrorCode } from "../../src/domain/errors.ts";
import type { ClipEnd, ClipOutcome } from "../../src/domain/outcome.ts";
import { createCutOffs } from "../../src/render/cut-offs.ts";
import { type Summary, summaryLines } from "../../src/render/summary-lines.ts";

const FOLDERS = { graded: "_graded", log: "_log", thumbnail: "_thumbnail" } as const;

function receipt(role: Role, clip: string): Receipt {
  const key = `${FOLDERS[role]}/${clip}.mp4`;
  const hashes = { xxh64: "", sha256: "", md5: "" };
  return { role, key, bytes: 1, ...hashes, action: "passthrough", sentAt: "2026-11-28T00:00:00Z" };
}

function outcome(clip: string, status: ClipEnd, up: readonly Role[], code?: ErrorCode): ClipOutcome {
  return {
    ...{ clip, roll: undefined, status, findings: [], metadata: {}, destination: "there" },
    files: up.map((role) => receipt(role, clip)),
    owes: ["graded", "thumbnail", "log"],
    ...(code && { error: { code, message: `${clip} has trouble.`, hint: "Mend it." } }),
  };
}

function lines(outcomes: readonly ClipOutcome[], more: Partial<Summary["result"]> = {}, told = {}): string[] {
  const count = (end: ClipEnd) => outcomes.filter(({ status }) => status === end).length;
  const result: Summary["result"] = {
    ...{ type: "run-ended", status: "ok", code: "ok", exitCode: 0, errors: [], next: [] },
    counts: {
      found: outcomes.length,
      done: count("done"),
      skipped: count("skipped"),
      rejected: count("rejected"),
      deferred: count("deferred"),
      failed: count("failed"),
    },
    rows: { total: 0, matched: 0, unmatched: 0 },
    ...{ fieldsChanged: 0, bytesUploaded: 0, durationSeconds: 90 },
    ...more,
  };
  const endedAt = new Date(2026, 10, 28, 1, 30);
  const about = { cutOff: [], originals: 0, destination: "there", isDelivery: true, endedAt };
  return summaryLines({ ...about, result, outcomes, ...told });
}

test("where the LOG alone was refused, the graded file counts as up", () => {
  const said = lines([
    outcome("A", "done", ["graded", "thumbnail", "log"]),
    outcome("B", "rejected", ["graded", "thumbnail"], "spec_not_met"),
  ]);
  expect(said).toEqual([
    "NOT everything is up: 1 of 2 clips at there (1m 30s, ended at 01:30).",
    "  Files up: graded 2 of 2, LOG 1 of 2, pictures 2 of 2.",
    "  rejected  B (graded and picture up, LOG not): B has trouble.",
    "            Mend it.",
  ]);
});

test("a run that was stopped counts files, names what was cut off, and tells begun clips from the rest", () => {
  const cutOffs = createCutOffs();
  const note = (file: string, done: number, destination = "there") =>
    cutOffs.note({
      ...{ type: "progress", phase: "upload", clip: "A", unit: "bytes", destination },
      ...{ file, done, total: 300 },
    });
  const clips = [
    outcome("A", "failed", ["graded", "thumbnail"], "cancelled"),
    outcome("B", "failed", [], "cancelled"),
  ];
  note("_graded/A.mp4", 300);
  note("_log/A.mp4", 200);
  note("_log/A.mp4", 103);
  for (const clip of clips) cutOffs.endClip(clip);
  expect(lines(clips, { status: "cancelled" }, { cutOff: cutOffs.all() })).toEqual([
    "Stopped after 1m 30s at 01:30: 0 of 2 clips up with all their files.",
    "  Files up: graded 1 of 2, LOG 0 of 2, pictures 1 of 2.",
    "  _log/A.mp4 was cut off at 34% on its way to there.",
    "  1 clip not finished.",
    "  1 clip not reached.",
  ]);
});

test("a clip whose first file was cut off is not finished, and was reached", () => {
  const cutOff = [{ clip: "A", file: "_graded/A.mp4", destination: "there", percent: 40 }];
  const clips = [outcome("A", "deferred", [], "cancelled"), outcome("B", "deferred", [], "cancelled")];
  expect(lines(clips, { status: "cancelled" }, { cutOff }).slice(2)).toEqual([
    "  _graded/A.mp4 was cut off at 40% on its way to there.",
    "  1 clip not finished.",
    "  1 clip not reached.",
  ]);
});

test("nothing was sent only where nothing is up", () => {
  const errors = [{ code: "auth_forbidden", message: "The token may not write.", hint: "" }];
  const early = { status: "error", errors } as const;
  expect(lines([outcome("A", "failed", [], "cancelled")], early)[0]).toBe("Nothing was sent.");
  expect(lines([outcome("A", "failed", ["graded"], "cancelled")], early).slice(0, 3)).toEqual([
    "NOT everything is up: 0 of 1 clip at there (1m 30s, ended at 01:30).",
    "  The token may not write.",
    "  Files up: graded 1 of 1, LOG 0 of 1, pictures 0 of 1.",
  ]);
});

test("each destination's end is told, and once where all are alike", () => {
  const whole = outcome("A", "failed", ["graded", "thumbnail", "log"], "upload_failed");
  const at = (destination: string, status: ClipEnd, up: readonly Role[], code?: ErrorCode) => {
    const { files, owes = [], metadata, error } = outcome("A", status, up, code);
    return { destination, status, files, owes, metadata, ...(error && { error }) };
  };
  const nas = at("nas", "done", ["graded", "thumbnail", "log"]);
  const mixed = lines([{ ...whole, ends: [nas, at("web", "failed", ["graded"], "upload_failed")] }]);
  expect(mixed.slice(1)).toEqual([
    "  nas: 1 of 1 clip; files up: graded 1 of 1, LOG 1 of 1, pictures 1 of 1.",
    "  web: 0 of 1 clip; files up: graded 1 of 1, LOG 0 of 1, pictures 0 of 1.",
    "  failed    A at web (graded up, LOG and picture not): A has trouble.",
    "            Mend it.",
  ]);
  const editor = { ...nas, destination: "editor", owes: ["graded"] as const, files: nas.files.slice(0, 1) };
  const withEditor = lines([{ ...whole, ends: [editor, at("web", "failed", [], "upload_failed")] }]);
  expect(withEditor[1]).toBe("  editor: 1 of 1 clip; files up: graded 1 of 1.");
  const alike = ["nas", "web"].map((place) => at(place, "failed", [], "upload_failed"));
  expect(lines([{ ...whole, files: [], ends: alike }]).filter((line) => line.includes("trouble"))).toEqual([
    "  failed    A: A has trouble.",
  ]);
});

test("a card of originals that nobody reads here is not called up", () => {
  expect(lines([], {}, { originals: 3 })).toEqual([
    "Nothing to send: dailies of 3 camera original files have to be made elsewhere first (named above).",
  ]);
  expect(lines([], {}, { originals: 1, isDelivery: false })).toEqual([
    "Nothing to check: dailies of 1 camera original file have to be made elsewhere first (named above).",
  ]);
  expect(lines([])).toEqual(["Nothing to send: there is no clip."]);
});
