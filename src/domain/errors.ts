// The one error class and the one table of codes. Codes are permanent: scripts depend on them.

interface ErrorKind {
  /** The exit code when this error ends the run. */
  readonly exitCode: number;
  /** May the same call succeed later without anybody doing anything? */
  readonly retryable: boolean;
}

const kind = (exitCode: number, retryable = false): ErrorKind => ({ exitCode, retryable });

export const ERRORS = {
  bug: kind(1),
  usage: kind(2),
  config_invalid: kind(2),
  cancelled: kind(3),
  clips_failed: kind(4),
  clips_rejected: kind(5),
  card_not_found: kind(10),
  card_empty: kind(11),
  card_removed: kind(12),
  card_changed: kind(13),
  tool_missing: kind(20),
  proxy_failed: kind(21),
  insufficient_space: kind(22),
  locked: kind(23),
  spec_invalid: kind(30),
  metadata_unreadable: kind(31),
  lut_invalid: kind(32),
  plan_invalid: kind(33),
  destination_unreachable: kind(40, true),
  token_refused: kind(41),
  permission_missing: kind(42),
  reply_not_understood: kind(43),
  project_not_found: kind(44),
  // Codes below end one clip, never the run; 4 is what the run ends with.
  probe_failed: kind(4),
  upload_failed: kind(4, true),
  verify_failed: kind(4),
  clip_not_listed: kind(4, true),
  metadata_refused: kind(4),
  look_mismatch: kind(5),
  name_clash: kind(5),
  spec_not_met: kind(5),
  mhl_mismatch: kind(5),
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
