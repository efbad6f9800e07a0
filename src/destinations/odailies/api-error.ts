// What an answer of the API means for the person who runs this.
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";

/** As the token's settings page names them. */
export type Permission = "Read" | "Write" | "Upload";

export interface Refusal {
  readonly status: number;
  readonly host: string;
  readonly project: string;
  readonly needs: Permission;
  /** The service's own words, free of secrets. */
  readonly message: string | undefined;
}

export function describeApiError(refusal: Refusal): OdailiesError {
  const { status, host, project, needs, message } = refusal;
  const said = message === undefined ? "" : ` It says: ${message}`;
  const fail = (code: ErrorCode, text: string, hint: string, retryable?: boolean) =>
    new OdailiesError(code, `${text}${said}`, {
      hint,
      context: { status },
      ...(retryable === undefined ? {} : { retryable }),
    });

  if (status === 401) {
    return fail(
      "token_refused",
      `${host} does not accept the API token (401).`,
      "Create a token in the project's settings and give it with ODAILIES_TOKEN or --token-file.",
    );
  }
  if (isProjectUnknown(refusal)) {
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
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return fail(
      "destination_unreachable",
      `${host} cannot answer at the moment (${status}).`,
      "Run the same command again in a few minutes.",
      true,
    );
  }
  if (status >= 300 && status < 400) {
    return fail(
      "reply_not_understood",
      `${host} redirects the API to another address (${status}).`,
      "Set --api to the address that it redirects to; check http against https.",
    );
  }
  return fail(
    "reply_not_understood",
    `${host} refused a request of the API (${status}).`,
    "Check --api and --project.",
  );
}

function isProjectUnknown({ status, message }: Refusal): boolean {
  if (status === 404) return true;
  return (
    (status === 400 || status === 403) &&
    /\bproject\b.*\b(?:not found|unknown|unrecogni[sz]ed|does not exist|no such|invalid)|\b(?:unknown|invalid|no such|no) project\b/i.test(
      message ?? "",
    )
  );
}
