// What a refusal of Zou means for the person who runs this.
import { type ErrorCode, OdailiesError } from "../../domain/errors.ts";
import { INSUFFICIENT_STORAGE, isBusy, isUnable, mayPass } from "../../net/retry-verdict.ts";
import { quoteAnswer } from "../quote-answer.ts";

/** What an account has to be in the project for a call. */
export type NeededRole = "artist" | "supervisor" | "manager" | "admin";

export interface Refusal {
  readonly status: number;
  readonly host: string;
  readonly project: string;
  /** What was to be done, as in: Kitsu did not … */
  readonly deed: string;
  readonly needs: NeededRole;
  /** The server's own words, free of secrets. */
  readonly said: string | undefined;
  readonly isSecondFactorMissing: boolean;
  /** Is this about one clip? Then no other is stopped by it. */
  readonly isOfClip: boolean;
}

/** 401 by Zou, 422 by the layer that reads tokens, which says `msg`. */
export function describeRefusal(refusal: Refusal): OdailiesError {
  const { status, host, project, deed, needs, said, isSecondFactorMissing, isOfClip } = refusal;
  const words = quoteAnswer(said);
  const fail = (code: ErrorCode, text: string, hint: string, retryable?: boolean) =>
    new OdailiesError(code, `${text}${words}`, {
      hint,
      context: { status, said },
      ...(retryable === undefined ? {} : { retryable }),
    });
  if (status === 401 || (status === 422 && isTokenTrouble(said))) {
    return fail(
      "token_refused",
      `Kitsu at ${host} does not accept this login (${status}).`,
      "Run odailies login --to kitsu, or give the token of a bot.",
    );
  }
  if (status === 403 && isSecondFactorMissing) {
    return fail(
      "permission_missing",
      `Kitsu at ${host} wants a second factor for this account (403).`,
      "Set it up on the account's page in Kitsu, or use the token of a bot.",
    );
  }
  if (status === 403) {
    return fail(
      "permission_missing",
      `Kitsu at ${host} does not let this account ${deed} (403).`,
      `Have a manager add it to the team of ${project}, and give it the role ${needs}.`,
    );
  }
  if (isBusy(status)) {
    return fail(
      "destination_unreachable",
      `Kitsu at ${host} cannot answer at the moment (${status}).`,
      "Run the same command again in a few minutes.",
      true,
    );
  }
  if (status === INSUFFICIENT_STORAGE) {
    return fail(
      "permission_missing",
      `Kitsu at ${host} has no room left to ${deed} (507).`,
      "Have whoever runs Kitsu free space, then run the same command again: what is up stays up.",
    );
  }
  if (isUnable(status)) {
    return fail(
      "reply_not_understood",
      `Kitsu at ${host}, or a proxy before it, does not know how to ${deed} (${status}).`,
      "Check --api; if it is right, have whoever runs Kitsu look at the proxy before it.",
    );
  }
  if (isOfClip) {
    return fail(
      "upload_failed",
      `Kitsu at ${host} did not ${deed} (${status}).`,
      mayPass(status)
        ? "Run the same command again; if it happens again, look at Zou's log."
        : "Look at the shot in Kitsu, then run the same command again.",
      mayPass(status),
    );
  }
  if (mayPass(status)) {
    return fail(
      "destination_unreachable",
      `Kitsu at ${host} failed to ${deed} (${status}).`,
      "Run the same command again in a few minutes; if it happens again, look at Zou's log.",
      true,
    );
  }
  return fail(
    "reply_not_understood",
    `Kitsu at ${host} did not ${deed} (${status}).`,
    "Check --api and --project.",
  );
}

function isTokenTrouble(said = ""): boolean {
  return /token|segments|signature/i.test(said);
}

export function notUnderstood(host: string): OdailiesError {
  return new OdailiesError("reply_not_understood", `${host} answered, but not as Kitsu's API does.`, {
    hint: "Check --api: it is the address that Kitsu opens with in a browser.",
  });
}
