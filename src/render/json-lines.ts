// JSON lines on stdout: the contract that scripts depend on (schema_version 1).
import type { Receipt } from "../domain/clip.ts";
import type { ClipStanding, FileStanding } from "../domain/clip-standing.ts";
import type { MetadataChange } from "../domain/events.ts";
import type { FileCheck } from "../domain/file-check.ts";
import type { ClipOutcome, DestinationEnd } from "../domain/outcome.ts";
import type { OutputStreams } from "./output-streams.ts";
import type { EventOf, Renderer } from "./renderer.ts";
import { createRunProgress } from "./run-progress.ts";
import { jsonLine, type Redact, type ShownText } from "./shown-text.ts";

const SCHEMA_VERSION = 1;
/** A file's progress is said at most this often. */
const PROGRESS_EVERY_MS = 500;

export interface JsonLinesOptions {
  readonly write: (line: ShownText) => void;
  readonly redact: Redact;
  readonly now?: () => number;
  /** Runs may overlap: each line says which one it is of. */
  readonly namesRun?: boolean;
}

/** On stdout. */
export function openJsonLines(
  { stdout, redact, startWarnings = [] }: Pick<OutputStreams, "stdout" | "redact" | "startWarnings">,
  options: Pick<JsonLinesOptions, "namesRun"> = {},
): Renderer {
  const lines = createJsonLines({ ...options, redact, write: (line) => void stdout.write(line) });
  const sayWarnings = () => {
    for (const warning of startWarnings.splice(0)) lines.warning({ type: "warning", ...warning });
  };
  return {
    ...lines,
    "run-started": (event) => {
      lines["run-started"](event);
      sayWarnings();
    },
    // What fails before it starts has them still to say.
    "run-ended": (event) => {
      sayWarnings();
      lines["run-ended"](event);
    },
  };
}

export function createJsonLines({
  write,
  redact,
  now = Date.now,
  namesRun = false,
}: JsonLinesOptions): Renderer {
  const progress = createRunProgress(now);
  const saidAt = new Map<string, number>();
  /** The newest that was said, for the end: clips may be done since. */
  let newest: { readonly of: EventOf<"progress">; readonly percent: number } | undefined;
  let ofRun: { readonly run?: string } = {};
  const say = (type: string, fields: Record<string, unknown>) =>
    write(jsonLine({ type, ts: new Date(now()).toISOString(), ...ofRun, ...fields }, redact));

  const sayProgress = (event: EventOf<"progress">) => {
    newest = { of: event, percent: progress.percent() };
    say("progress", {
      phase: event.phase,
      clip: event.clip,
      file: event.file,
      [`${event.unit}_done`]: event.done,
      [`${event.unit}_total`]: event.total,
      percent: newest.percent,
      speed_bytes_per_sec: progress.bytesPerSecond() ?? null,
      eta_seconds: progress.etaSeconds() ?? null,
    });
  };
  const isDue = (key: string, isLast: boolean) => {
    const at = now();
    if (!isLast && at - (saidAt.get(key) ?? -Infinity) < PROGRESS_EVERY_MS) return false;
    saidAt.set(key, at);
    return true;
  };
  return {
    "run-started": ({ run, command, source, destination, options }) => {
      say("start", { schema_version: SCHEMA_VERSION, run, command, source, destination, options });
      if (namesRun) ofRun = { run };
    },
    scanned: ({ card, root, clips, leftOut, undecodable }) => {
      progress.addClips(clips);
      say("progress", {
        phase: "scan",
        clip: null,
        file: root,
        found: clips,
        left_out: leftOut,
        percent: progress.percent(),
      });
      for (const [tool, files] of Object.entries(undecodable)) {
        const message = `${files} camera original ${files === 1 ? "file" : "files"} on ${card} can only be read by ${tool}.`;
        say("warning", { code: "undecodable_camera_originals", message });
      }
    },
    "upload-planned": (plan) => {
      progress.plan(plan);
      const { files, filesToMake, bytes, estimate } = plan;
      say("upload_plan", {
        files,
        bytes,
        files_to_make: filesToMake,
        seconds: estimate ? Math.round(estimate.seconds) : null,
        bits_per_second: estimate ? Math.round(estimate.bitsPerSecond) : null,
        rate_by: estimate?.by ?? null,
      });
    },
    progress: (event) => {
      progress.note(event);
      if (!isDue(`${event.phase} ${event.clip} ${event.file}`, event.done >= event.total)) return;
      sayProgress(event);
    },
    warning: ({ code, message, clip }) =>
      say("warning", { code, message, ...(clip === undefined ? {} : { clip }) }),
    // The clip's own line tells its changes; a program does not read along.
    "clip-changing": () => undefined,
    "sheet-read": ({ sheet, rows, from }) => say("sheet", { sheet, rows, from }),
    "undo-written": ({ file }) => say("undo", { file }),
    "clip-ended": ({ outcome, changes, standing, checks }) => {
      progress.endClip(outcome.clip);
      say("clip", {
        ...clipFields(outcome),
        ...(changes ? { changes: changes.map(changeFields) } : {}),
        ...(standing ? standingFields(standing) : {}),
        ...(checks ? { checks: checks.map(checkFields) } : {}),
      });
    },
    "row-left": ({ sheet, line, reason, message, candidates }) =>
      say("row", { sheet, line, reason, message, candidates }),
    "run-ended": (event) => {
      if (newest && newest.percent < progress.percent()) sayProgress(newest.of);
      say("result", {
        status: event.status,
        code: event.code,
        exit_code: event.exitCode,
        counts: event.counts,
        rows: event.rows,
        ...(event.clipsWithoutRow ? { clips_without_row: event.clipsWithoutRow.length } : {}),
        ...(event.gaps === undefined ? {} : { gaps: event.gaps }),
        fields_changed: event.fieldsChanged,
        bytes_uploaded: event.bytesUploaded,
        duration_s: event.durationSeconds,
        errors: event.errors,
      });
    },
  };
}

function changeFields(change: MetadataChange): Record<string, unknown> {
  return { property: change.property, old: change.old ?? null, new: change.new };
}

function checkFields({ role, key, verdict, source, stored, listed }: FileCheck): Record<string, unknown> {
  return { role, key, verdict: verdict.replace("-", "_"), source, stored, mhl: listed ?? null };
}

function standingFields(standing: ClipStanding): Record<string, unknown> {
  const { card, day, files, isListed, lacksMetadata, slate } = standing;
  const rolesThat = (standing: FileStanding) =>
    Object.entries(files).flatMap(([role, file]) => (file === standing ? [role] : []));
  return {
    card,
    day: day ?? null,
    uploaded: rolesThat("up"),
    made: rolesThat("made"),
    missing: [...rolesThat("missing"), ...rolesThat("other")],
    listed: isListed ?? null,
    annotated: files.graded === "up" && isListed !== false && lacksMetadata.length === 0,
    missing_metadata: lacksMetadata,
    slate,
  };
}

function clipFields(outcome: ClipOutcome): Record<string, unknown> {
  return {
    clip: outcome.clip,
    roll: outcome.roll ?? null,
    status: outcome.status,
    findings: outcome.findings.map(({ rule, severity, role, message, actual, expected, fix }) => ({
      rule,
      severity,
      role,
      message,
      actual,
      expected,
      fix,
    })),
    files: outcome.files.map(fileFields),
    ...(outcome.planned ? { planned: outcome.planned } : {}),
    metadata: outcome.metadata,
    ...(outcome.blanked ? { blanked: outcome.blanked } : {}),
    ...(outcome.unsent ? { unsent: outcome.unsent } : {}),
    ...(outcome.error ? { error: outcome.error } : {}),
    destination: outcome.destination,
    ...(outcome.ends ? { destinations: outcome.ends.map(endFields) } : {}),
  };
}

function fileFields(receipt: Receipt): Record<string, unknown> {
  const { role, key, bytes, sha256, xxh64, md5, action, sentAt, etag } = receipt;
  return { role, key, bytes, sha256, xxh64, md5, action, sent_at: sentAt, etag: etag ?? null };
}

/** Of several: what is there, and which of the owed files are not. */
function endFields({ destination, status, files, owes, metadata, error }: DestinationEnd) {
  return {
    destination,
    status,
    files: files.map(fileFields),
    missing: owes.filter((role) => !files.some((file) => file.role === role)),
    metadata,
    ...(error ? { error } : {}),
  };
}
