// The JSON lines as scripts may rely on them, and whether a run of the program keeps to that. Knows none of its code.
import { z } from "zod";

export type JsonLine = Record<string, unknown> & { readonly type: string };

const code = z.string().regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
const sentence = z.string().min(1);
const count = z.number().int().nonnegative();
const ts = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const strings = z.array(z.string());
const fields = z.record(z.string(), z.unknown());
const error = z.looseObject({ code, message: sentence, hint: sentence });

const ENDS = ["done", "skipped", "rejected", "deferred", "failed"] as const;
const ROLES = ["graded", "log", "thumbnail", "ale"] as const;
const ACTIONS = ["passthrough", "remux", "encode", "still"] as const;

const finding = z.looseObject({
  rule: z.string().min(1),
  severity: z.string().min(1),
  message: sentence,
  actual: z.string(),
  expected: z.string(),
  fix: z.string().min(1),
});

const file = z.looseObject({
  role: z.enum(ROLES),
  key: z.string().min(1),
  bytes: count,
  sha256: hex(64),
  xxh64: hex(16),
  md5: hex(32),
  action: z.enum(ACTIONS),
  sent_at: ts,
  etag: z.string().nullable(),
});

/** How a clip ended at one of several. */
const destinationEnd = z.looseObject({
  destination: z.string().min(1),
  status: z.enum(ENDS),
  files: z.array(file),
  missing: z.array(z.enum(ROLES)),
  metadata: fields,
  error: error.optional(),
});

/** One line of each type; types that are not here are as free as their command makes them. */
const LINES: Readonly<Record<string, z.ZodType>> = {
  start: z.looseObject({
    schema_version: z.literal(1),
    run: z.uuid(),
    command: z.string().min(1),
    source: strings,
    destination: z.string(),
    options: fields,
  }),
  progress: z
    .looseObject({
      phase: z.enum(["scan", "probe", "check", "proxy", "upload", "annotate", "verify"]),
      clip: z.string().nullable(),
      file: z.string(),
      percent: z.number().min(0).max(100),
      bytes_done: count.optional(),
      bytes_total: count.optional(),
      speed_bytes_per_sec: z.number().nonnegative().nullish(),
      eta_seconds: z.number().nonnegative().nullish(),
    })
    .refine(({ phase, bytes_done }) => phase !== "upload" || bytes_done !== undefined, "an upload in bytes")
    .refine(({ bytes_done = 0, bytes_total = 0 }) => bytes_done <= bytes_total, "no more done than there is"),
  warning: z.looseObject({ code, message: sentence, clip: z.string().optional() }),
  clip: z.looseObject({
    clip: z.string().min(1),
    roll: z.string().nullable(),
    status: z.enum(ENDS),
    findings: z.array(finding),
    files: z.array(file),
    metadata: fields,
    error: error.optional(),
    destination: z.string(),
    destinations: z.array(destinationEnd).min(2).optional(),
    planned: z.array(z.looseObject({ role: z.enum(ROLES), action: z.enum(ACTIONS) })).optional(),
    blanked: strings.optional(),
    unsent: strings.optional(),
    changes: z.array(z.looseObject({ property: z.string(), old: z.unknown(), new: z.unknown() })).optional(),
  }),
  row: z.looseObject({ sheet: z.string().min(1), line: count, reason: code, candidates: strings }),
  result: z.looseObject({
    status: z.enum(["ok", "cancelled", "error"]),
    code,
    exit_code: count,
    counts: z.object({
      found: count,
      done: count,
      skipped: count,
      rejected: count,
      deferred: count,
      failed: count,
    }),
    rows: z.object({ total: count, matched: count, unmatched: count }),
    fields_changed: count,
    bytes_uploaded: count,
    duration_s: z.number().nonnegative(),
    errors: z.array(error),
    clips_without_row: count.optional(),
  }),
};

type Groups = Readonly<Record<string, readonly JsonLine[]>>;
type Result = z.infer<typeof RESULT>;
const RESULT = z.looseObject({
  status: z.string(),
  code: z.string(),
  exit_code: z.number(),
  counts: z.record(z.string(), z.number()),
  rows: z.object({ total: z.number(), matched: z.number(), unmatched: z.number() }),
  bytes_uploaded: z.number(),
  errors: z.array(z.unknown()),
});

/** What ends a whole run, by its code. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  ...{ clips_failed: 4, clips_rejected: 5 },
  ...{ ok: 0, bug: 1, usage: 2, config_invalid: 2, cancelled: 3 },
  ...{ card_not_found: 10, card_empty: 11, card_removed: 12, card_changed: 13 },
  ...{ tool_missing: 20, proxy_failed: 21, insufficient_space: 22, locked: 23 },
  ...{ spec_invalid: 30, metadata_unreadable: 31, lut_invalid: 32, plan_invalid: 33 },
  ...{ destination_unreachable: 40, token_refused: 41, permission_missing: 42 },
  ...{ reply_not_understood: 43, project_not_found: 44 },
};

/** What of these lines of one command breaks the contract; empty where nothing does. */
export function findJsonFaults(
  lines: readonly JsonLine[],
  { command, exitCode }: { readonly command: string; readonly exitCode: number | undefined },
): readonly string[] {
  const faults = lines.flatMap(findLineFaults);
  if (command === "watch") {
    const ofRuns = groupBy(
      lines.filter(({ run }) => run !== undefined),
      ({ run }) => String(run),
    );
    return [...faults, ...Object.values(ofRuns).flatMap(findRunFaults)];
  }
  const last = lines.at(-1);
  const isSame = last?.["exit_code"] === exitCode;
  const ending = isSame ? [] : [`exit_code ${String(last?.["exit_code"])} of an exit with ${exitCode}`];
  return [...faults, ...ending, ...findRunFaults(lines)];
}

function findLineFaults(line: JsonLine): readonly string[] {
  const parsed = (LINES[line.type] ?? z.looseObject({})).safeParse(line);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  if (!ts.safeParse(line["ts"]).success) problems.push("ts: no time in UTC");
  const odd = Object.keys(line).filter((key) => !/^[a-z][a-z0-9_]*$/.test(key));
  return [...problems, ...odd.map((key) => `${key} is not in snake_case`)].map(
    (text) => `${line.type}: ${text}`,
  );
}

function findRunFaults(lines: readonly JsonLine[]): readonly string[] {
  const { start: starts = [], result: results = [] } = groupBy(lines, ({ type }) => type);
  const last = lines.at(-1);
  const parsed = RESULT.safeParse(last);
  if (last?.type !== "result" || results.length !== 1 || !parsed.success)
    return ["the last line is the one result"];
  const faults = findResultFaults(parsed.data);
  if (starts.length === 0) {
    const others = lines.filter(({ type }) => type !== "result" && type !== "warning");
    return [...faults, ...others.map(({ type }) => `${type} without a start`)];
  }
  if (starts.length > 1 || lines[0]?.type !== "start") faults.push("the first line is the one start");
  return [...faults, ...findClipFaults(lines, parsed.data), ...findProgressFaults(lines, parsed.data)];
}

function findResultFaults({ status, code: why, exit_code, counts, rows, errors }: Result): string[] {
  const ends = ENDS.reduce((sum, end) => sum + (counts[end] ?? 0), 0);
  const faults: readonly (readonly [boolean, string])[] = [
    [ends !== counts["found"], `${ends} ends of ${counts["found"]} clips`],
    [rows.matched + rows.unmatched !== rows.total, "rows that do not add up"],
    [(EXIT_CODES[why] ?? exit_code) !== exit_code, `exit_code ${exit_code} of ${why}`],
    [(why === "ok") !== (exit_code === 0), `${why} with exit_code ${exit_code}`],
    [(status === "cancelled") !== (exit_code === 3), `status ${status} with exit_code ${exit_code}`],
    [exit_code === 0 && status !== "ok", `status ${status} with exit_code 0`],
    [errors.length > 0 !== exit_code > 0, `${errors.length} errors with exit_code ${exit_code}`],
  ];
  return faults.flatMap(([isBroken, text]) => (isBroken ? [`result: ${text}`] : []));
}

function findClipFaults(lines: readonly JsonLine[], { counts }: Result): readonly string[] {
  const { clip: clips = [] } = groupBy(lines, ({ type }) => type);
  // These only show what is listed: they end no clip.
  if (lines[0]?.["command"] === "clips") return [];
  const names = groupBy(clips, ({ roll, clip }) => `${String(roll)} ${String(clip)}`);
  const twice = Object.entries(names).flatMap(([name, ends]) =>
    ends.length > 1 ? [`clip: ${name} ended ${ends.length} times`] : [],
  );
  const wrong = ENDS.flatMap((end) => {
    const told = clips.filter(({ status }) => status === end).length;
    return told === counts[end] ? [] : [`result: ${counts[end]} ${end}, of ${told} told`];
  });
  return [...twice, ...wrong];
}

function findProgressFaults(lines: readonly JsonLine[], result: Result): readonly string[] {
  const percents = (groupBy(lines, ({ type }) => type)["progress"] ?? []).map((line) =>
    Number(line["percent"]),
  );
  const falls = percents.filter((percent, index) => percent < (percents[index - 1] ?? 0));
  const isAllSent = result.exit_code === 0 && result.bytes_uploaded > 0;
  const end = percents.at(-1);
  return [
    ...falls.map((percent) => `progress: percent falls to ${percent}`),
    ...(isAllSent && end !== 100 ? [`progress: ends at ${end} percent though everything was sent`] : []),
  ];
}

function groupBy(lines: readonly JsonLine[], keyOf: (line: JsonLine) => string): Groups {
  const groups: Record<string, JsonLine[]> = {};
  for (const line of lines) (groups[keyOf(line)] ??= []).push(line);
  return groups;
}
