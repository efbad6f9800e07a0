// What a No of the editor's backend means for the person who runs this.
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";
import { isUnable, mayPass } from "../../net/retry-verdict.ts";
import { quoteAnswer } from "../quote-answer.ts";
import type { MediaError } from "./api.ts";

/** Numbers that the backend uses in its own way. */
const UPLOAD_LIMIT = 507;
const UNSUPPORTED_MEDIA = 514;

/** Told by a number that anywhere else would be a server's fault, which may pass. */
export function isOwnRefusal(status: number): boolean {
  return status === UPLOAD_LIMIT || status === UNSUPPORTED_MEDIA;
}

interface Meaning {
  readonly code: ErrorCode;
  readonly says: string;
  readonly hint: string;
}

const FREE_SPACE: Omit<Meaning, "says"> = {
  code: "permission_missing",
  hint: "Free space in the editor's media library or ask for more, then run the same command again: what is up stays up.",
};
const UNSUPPORTED: Meaning = {
  code: "upload_failed",
  says: "does not take this kind of media",
  hint: "Play the file on this computer; if it plays, have whoever runs the editor look at its log.",
};

/** The published names of media errors. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  exceeded_file_size: {
    code: "upload_failed",
    says: "takes no file of this size",
    hint: "Make the file smaller with --size or --preset; the other clips are not affected.",
  },
  exceeded_per_user_size: { ...FREE_SPACE, says: "has no room left for this user" },
  low_disk_space: { ...FREE_SPACE, says: "has hardly any disk space left" },
  unsupported_media: UNSUPPORTED,
  internal_server_error: {
    code: "upload_failed",
    says: "made a mistake of its own",
    hint: "Run the same command again; if it happens again, have whoever runs the editor look at its log.",
  },
  not_found: {
    code: "upload_failed",
    says: "no longer has the file",
    hint: "Run the same command again: it is sent anew.",
  },
  used_in_projects: {
    code: "upload_failed",
    says: "keeps the file, because an edit uses it",
    hint: "Take it out of the edit, or leave it there.",
  },
};

/** What became of a media file, by the error that the backend gives for it. `what` is the file's name. */
export function describeMediaError(error: MediaError, what: string, host: string): OdailiesError {
  const known = MEANINGS[error.type ?? ""];
  const said = quoteAnswer(error.message);
  const { code, says, hint } = known ?? {
    code: "upload_failed" as const,
    says: `has trouble with it (${error.type ?? "no reason given"})`,
    hint: "Run the same command again; if it happens again, have whoever runs the editor look at its log.",
  };
  return new OdailiesError(code, `${what}: ${host} ${says}.${said}`, {
    hint,
    retryable: false,
    context: { type: error.type },
  });
}

export interface EditorRefusal {
  readonly status: number;
  readonly host: string;
  readonly error: MediaError | undefined;
  /** The file that it is about, if it is about one. */
  readonly file?: string | undefined;
}

/** What a refused request means. */
export function describeEditorRefusal({ status, host, error, file }: EditorRefusal): OdailiesError {
  const said = quoteAnswer(error?.message);
  const fail = (code: ErrorCode, text: string, hint: string, retryable = false) =>
    new OdailiesError(code, `${text}${said}`, { hint, retryable, context: { status } });
  const what = file === undefined ? "" : `${file}: `;
  if (status === UPLOAD_LIMIT)
    return fail(FREE_SPACE.code, `${what}${host} has no room left for this user (507).`, FREE_SPACE.hint);
  if (status === UNSUPPORTED_MEDIA)
    return fail(UNSUPPORTED.code, `${what}${host} ${UNSUPPORTED.says} (514).`, UNSUPPORTED.hint);
  if (status === 413)
    return fail(
      "upload_failed",
      `${what}${host}, or a proxy before it, takes no part of this size (413).`,
      "Set chunk-mib of [destinations.html5-editor] to 1, then run the same command again.",
    );
  if (error?.type !== undefined && MEANINGS[error.type])
    return describeMediaError(error, file ?? "The request", host);
  if (status === 401 || status === 403)
    return fail(
      "token_refused",
      `${host} does not accept the token (${status}).`,
      "Give the token of the editor's user with ODAILIES_HTML5_EDITOR_TOKEN or --token-file.",
    );
  if (status === 404)
    return fail(
      "token_refused",
      `${host} does not know the user of this token (404).`,
      "Check the token, and that the address is the one of the editor's backend.",
    );
  if (mayPass(status))
    return fail(
      "destination_unreachable",
      `${host} cannot answer at the moment (${status}).`,
      "Run the same command again in a few minutes.",
      true,
    );
  if (status >= 300 && status < 400)
    return fail(
      "reply_not_understood",
      `${host} redirects to another address (${status}).`,
      "Set --api to the address that it redirects to; check http against https.",
    );
  if (isUnable(status))
    return fail(
      "reply_not_understood",
      `${host}, or a proxy before it, does not know such a request (${status}).`,
      "Check --api; if it is right, have whoever runs the editor look at its log.",
    );
  return fail(
    file === undefined ? "reply_not_understood" : "upload_failed",
    `${what}${host} refused a request (${status}).`,
    "Check --api; if it is right, have whoever runs the editor look at its log.",
  );
}

/** It speaks of the file itself, whatever number it came with. */
export function isOfMedia(error: unknown): error is OdailiesError {
  return error instanceof OdailiesError && "type" in error.context;
}

/** The backend does not know what was asked for, although it knows the user. */
export function isGone(error: unknown): error is OdailiesError {
  return (
    error instanceof OdailiesError &&
    (error.context["status"] === 404 || error.context["type"] === "not_found")
  );
}
