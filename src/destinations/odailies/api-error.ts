// What an answer of the API means for the person who runs this.
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";
import { INSUFFICIENT_STORAGE, isUnable, mayPass } from "../../net/retry-verdict.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { adviceFor, findRefusalReason } from "./refusal-reason.ts";

/** As the token's settings page names them. */
export type Permission = "Read" | "Write" | "Upload";

export interface Refusal {
  readonly status: number;
  readonly host: string;
  readonly project: string;
  readonly needs: Permission;
  /** The service's own words, free of secrets. */
  readonly message: string | undefined;
  /** Of a file: where it was to go. */
  readonly key?: string | undefined;
}

export function describeApiError(refusal: Refusal): OdailiesError {
  const { status, host, project, needs, message } = refusal;
  const said = quoteAnswer(message);
  const reason = findRefusalReason(message);
  const advice = reason === undefined ? undefined : adviceFor(reason);
  const fail = (code: ErrorCode, text: string, hint: string, retryable?: boolean) =>
    new OdailiesError(code, `${text}${said}`, {
      hint,
      context: { status, said: message, key: refusal.key },
      ...(retryable === undefined ? {} : { retryable }),
    });

  if (status === 401) {
    return fail(
      "token_refused",
      `${host} does not accept the API token (401).`,
      "Create a token in the project's settings and give it with ODAILIES_TOKEN or --token-file.",
    );
  }
  if (mayPass(status)) {
    return fail(
      "destination_unreachable",
      `${host} cannot answer at the moment (${status}).`,
      "Run the same command again in a few minutes.",
      true,
    );
  }
  if (status === INSUFFICIENT_STORAGE) {
    return fail("permission_missing", `${host} has no room left (507).`, adviceFor("space"));
  }
  if (advice !== undefined && (reason !== "other" || status === 402 || status === 403)) {
    return fail("permission_missing", `${host} refuses this (${status}).`, advice);
  }
  if (reason === "project" || status === 404) {
    return fail(
      "project_not_found",
      `${host} knows no project ${project} (${status}).`,
      "Check --project and --api.",
    );
  }
  if (status === 403) {
    return fail(
      "permission_missing",
      `The API token lacks the permission ${needs} (403).`,
      `Switch on ${needs} for this token in the project's settings, or use another token.`,
    );
  }
  if (status < 300) {
    return fail(
      "reply_not_understood",
      `${host} answered with an error (${status}).`,
      "Check --api and --project.",
    );
  }
  if (status >= 300 && status < 400) {
    return fail(
      "reply_not_understood",
      `${host} redirects the API to another address (${status}).`,
      "Set --api to the address that it redirects to; check http against https.",
    );
  }
  if (isUnable(status)) {
    return fail(
      "reply_not_understood",
      `${host}, or a proxy before it, does not know a request of the API (${status}).`,
      "Check --api; if it is right, have whoever runs the service look at its log.",
    );
  }
  return fail(
    "reply_not_understood",
    `${host} refused a request of the API (${status}).`,
    "Check --api and --project.",
  );
}
