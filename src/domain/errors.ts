// The one error class and the one table of codes. Codes are permanent: scripts depend on them.

interface ErrorKind {
  /** The exit code when this error ends the run. */
  readonly exitCode: number;
  /** How a clip ends that is stopped by it. */
  readonly end: "failed" | "rejected" | "deferred";
  /** `run`: it is about everything that the run does for a destination; `clip`: about one clip. */
  readonly reach: "run" | "clip";
  /** May the same call succeed later without anybody doing anything? */
  readonly retryable: boolean;
  /** Can the same command, given again, end better: at once, or once the thing that is named was done? */
  readonly again: boolean;
}

const kind = (exitCode: number, more: Partial<ErrorKind> = {}): ErrorKind => ({
  exitCode,
  end: "failed",
  reach: "clip",
  retryable: false,
  again: false,
  ...more,
});
const RUN = { reach: "run" } as const;
const AGAIN = { again: true } as const;
const RETRYABLE = { retryable: true, again: true } as const;
const REJECTED = { end: "rejected" } as const;
const DEFERRED = { end: "deferred" } as const;

/** One table: what each code means for the run, for a clip, and for whoever tries again. */
export const ERRORS = {
  bug: kind(1),
  usage: kind(2),
  config_invalid: kind(2, RUN),
  cancelled: kind(3, { ...DEFERRED, ...AGAIN }),
  clips_failed: kind(4),
  clips_rejected: kind(5),
  card_not_found: kind(10),
  card_empty: kind(11),
  card_removed: kind(12, { ...RUN, ...AGAIN }),
  card_changed: kind(13, { ...DEFERRED, ...AGAIN }),
  tool_missing: kind(20, RUN),
  proxy_failed: kind(21, AGAIN),
  insufficient_space: kind(22, AGAIN),
  locked: kind(23, AGAIN),
  spec_invalid: kind(30),
  metadata_unreadable: kind(31),
  lut_invalid: kind(32),
  plan_invalid: kind(33),
  destination_unreachable: kind(40, { ...RUN, ...RETRYABLE }),
  token_refused: kind(41, RUN),
  permission_missing: kind(42, RUN),
  reply_not_understood: kind(43, RUN),
  project_not_found: kind(44, RUN),
  // Codes below end one clip, never the run; 4 is what the run ends with.
  probe_failed: kind(4, AGAIN),
  upload_failed: kind(4, RETRYABLE),
  verify_failed: kind(4),
  clip_not_listed: kind(4, RETRYABLE),
  metadata_refused: kind(4),
  graded_missing: kind(4, DEFERRED),
  still_processing: kind(4, { ...DEFERRED, ...AGAIN }),
  look_mismatch: kind(5, REJECTED),
  name_clash: kind(5, REJECTED),
  spec_not_met: kind(5, REJECTED),
  mhl_mismatch: kind(5, REJECTED),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

export interface OdailiesErrorOptions {
  /** One action, as a sentence. */
  readonly hint: string;
  /** Facts for a support mail. Never a token, never a signed URL. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** Overrides the table, e.g. a 503 against a 404. */
  readonly retryable?: boolean;
}

/**
 * Anything that a person can do something about. `message` says what happened and why in a full sentence;
 * `hint` is the one next step. Everything else that is thrown is a bug.
 */
export class OdailiesError extends Error {
  override readonly name = "OdailiesError";
  readonly code: ErrorCode;
  readonly hint: string;
  readonly exitCode: number;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: OdailiesErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.exitCode = ERRORS[code].exitCode;
    this.retryable = options.retryable ?? ERRORS[code].retryable;
    this.context = options.context ?? {};
  }
}
