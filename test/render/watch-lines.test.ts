import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Event } from "../../src/domain/events.ts";
import { openWatchView } from "../../src/render/watch-lines.ts";

const SETTINGS = { json: false, plain: false, quiet: false, verbose: false, noColor: true };

const AT = new Date(2026, 10, 20, 1, 30);

function view(settings: Partial<typeof SETTINGS> = {}, isTTY = false, now = () => AT) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) =>
    Object.assign(
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          written[name] += chunk.toString();
          done();
        },
      }),
      { isTTY, columns: 60 },
    ) as unknown as NodeJS.WriteStream;
  const redact = (text: string) => text.replaceAll("s3cret", "[redacted]");
  const opened = openWatchView(
    { ...SETTINGS, ...settings },
    { stdout: stream("stdout"), stderr: stream("stderr"), redact },
    now,
  );
  return { ...opened, written };
}

const outcome = (clip: string, status: "done" | "skipped" | "rejected"): Event => ({
  type: "clip-ended",
  outcome: {
    clip,
    roll: "A001",
    status,
    findings: [],
    files: [],
    metadata: {},
    destination: "there",
    ...(status === "rejected"
      ? { error: { code: "spec_not_met", message: "It is cut off.", hint: "Copy it again." } }
      : {}),
  },
});

const ended = (done: number, rejected: number): Event => ({
  type: "run-ended",
  status: "ok",
  code: rejected > 0 ? "clips_rejected" : "ok",
  exitCode: rejected > 0 ? 5 : 0,
  counts: { found: done + rejected + 1, done, skipped: 1, rejected, deferred: 0, failed: 0 },
  rows: { total: 3, matched: 1, unmatched: 2 },
  fieldsChanged: 0,
  bytesUploaded: 2_000_000,
  durationSeconds: 3,
  errors: [],
  next: [],
});

function playRun({ startRun }: ReturnType<typeof view>, ...events: readonly Event[]): void {
  const emit = startRun();
  const run = { run: "1", command: "watch", source: ["/hot/A001"], destination: "there", options: {} };
  emit({ type: "run-started", ...run });
  emit({ type: "scanned", card: "A001", root: "/hot/A001", clips: 2, leftOut: {}, undecodable: {} });
  for (const event of events) emit(event);
}

const ROW: Event = {
  type: "row-left",
  sheet: "day.csv",
  line: 3,
  reason: "unmatched",
  message: "X matches no clip of this run.",
  candidates: [],
};

describe("lines for people", () => {
  test("a run says what is new and how many, not what was there", () => {
    const shown = view();
    playRun(shown, outcome("A001C001", "skipped"), outcome("A001C002", "done"), ROW, ended(1, 0));
    expect(shown.written.stderr.split("\n")).toEqual([
      "01:30   done      A001C002",
      "01:30 A001: 1 clip at there (3s, 2 MB).",
      "",
    ]);
  });

  test("a run that found everything there says nothing", () => {
    const shown = view();
    playRun(shown, outcome("A001C001", "skipped"), ended(0, 0));
    expect(shown.written.stderr).toBe("");
  });

  test("what is not up is said with its reason, quiet or not", () => {
    const shown = view({ quiet: true });
    playRun(shown, outcome("A001C002", "rejected"), ended(0, 1));
    expect(shown.written.stderr.split("\n")).toEqual([
      "01:30   rejected  A001C002  It is cut off.",
      "01:30             Copy it again.",
      "01:30 A001: 1 of 2 clips up at there; NOT up: 1 rejected.",
      "",
    ]);
  });

  test.each([
    ["cancelled", "A001: 1 of 2 clips up at there when it was stopped; the next start goes on."],
    ["error", "A001: 1 of 2 clips up at there. The token is refused. Log in again."],
  ] as const)("a run that is %s says why once", (status, line) => {
    const shown = view();
    const errors = [{ code: "token_refused", message: "The token is refused.", hint: "Log in again." }];
    playRun(shown, { ...ended(0, 1), status, errors } as Event);
    expect(shown.written.stderr).toBe(`01:30 ${line}\n`);
  });

  test("with --verbose, all of it", () => {
    const shown = view({ verbose: true });
    playRun(shown, outcome("A001C001", "skipped"), ROW, ended(0, 0));
    expect(shown.written.stderr).toContain("odailies watch: /hot/A001 → there");
    expect(shown.written.stderr).toContain("already there and the same");
    expect(shown.written.stderr).toContain("day.csv:3: X matches no clip of this run.");
  });

  test("what waits, and trouble; quiet leaves only the trouble", () => {
    const said = [
      { type: "watching", folder: "/hot", by: "polling", why: "It lies on NFS." },
      { type: "waiting", folder: "/hot", file: "A001/a.mov", reason: "It is open.", files: 3 },
      { type: "notice", code: "folder_gone", message: "/hot is gone.", isTrouble: true },
    ] as const;
    const [all, quiet] = [view(), view({ quiet: true })];
    for (const event of said) for (const shown of [all, quiet]) shown.say(event);
    expect(all.written.stderr).toBe(
      "01:30 Watching /hot by polling: It lies on NFS.\n01:30 waiting: A001/a.mov: It is open. (and 2 more files)\n01:30 warning: /hot is gone.\n",
    );
    expect(quiet.written.stderr).toBe("01:30 warning: /hot is gone.\n");
  });

  test("a new day is said before its first line", () => {
    const days = [20, 20, 21].map((day) => new Date(2026, 10, day, 9, 5));
    const shown = view({}, false, () => days.shift() ?? AT);
    for (const message of ["One.", "Two.", "Three."])
      shown.say({ type: "notice", code: "folder_back", message, isTrouble: false });
    expect(shown.written.stderr).toBe("09:05 One.\n09:05 Two.\nSaturday 21 November\n09:05 Three.\n");
  });

  test("a name on the card cannot steer the terminal, and no secret is shown", () => {
    const shown = view();
    shown.say({ type: "waiting", folder: "/hot", file: "a\u001b[2J.mov", reason: "s3cret", files: 1 });
    expect(shown.written.stderr).toBe("01:30 waiting: a\\u001b[2J.mov: [redacted]\n");
  });
});

describe("the live line of a terminal", () => {
  const status = { waiting: 2, working: undefined, doneToday: 5, inTrouble: 1 };

  test("stands below whatever is written, and goes when the watcher ends", () => {
    const shown = view({}, true);
    shown.say({ type: "status", status });
    shown.say({ type: "notice", code: "folder_back", message: "/hot is back.", isTrouble: false });
    shown.close();
    const line = "watching · 2 files waiting · 5 done today · 1 in trouble";
    const gone = "\r\u001b[2K";
    expect(shown.written.stderr).toBe(`${line}${gone}01:30 /hot is back.\n${line}${gone}`);
  });

  test("never wraps", () => {
    const shown = view({}, true);
    shown.say({ type: "status", status: { ...status, working: "A".repeat(100) } });
    expect(shown.written.stderr).toHaveLength(59);
  });

  test("is not there with --plain", () => {
    const shown = view({ plain: true }, true);
    shown.say({ type: "status", status });
    expect(shown.written.stderr).toBe("");
  });
});

test("programs get a line for what waits and what happened, and none for the live picture", () => {
  const shown = view({ json: true });
  shown.say({ type: "status", status: { waiting: 0, working: undefined, doneToday: 0, inTrouble: 0 } });
  shown.say({ type: "waiting", folder: "/hot", file: "a.mov", reason: "s3cret", files: 1 });
  shown.say({ type: "notice", code: "folder_gone", message: "Gone.", isTrouble: true });
  playRun(shown, outcome("A001C001", "done"), ended(1, 0));
  const lines = shown.written.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { type: "waiting", file: "a.mov", reason: "[redacted]", files: 1 },
    { type: "warning", code: "folder_gone", message: "Gone." },
    { type: "start", command: "watch", run: "1" },
    { type: "progress", run: "1" },
    { type: "clip", run: "1" },
    { type: "result", run: "1" },
  ]);
  expect(shown.written.stderr).toBe("");
});
