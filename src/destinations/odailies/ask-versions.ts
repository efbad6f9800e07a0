// Which versions of the API a service answers by: the less known one never decides whether a run goes on.
import { OdailiesError } from "../../domain/errors.ts";
import { mayPass } from "../../net/retry-verdict.ts";
import type { ApiVersion } from "./api.ts";

/** `isPatient` waits as long as the settings say, else a few tries have to do. Throws what the version answers. */
export type AskVersion<Answer> = (version: ApiVersion, isPatient: boolean) => Promise<Answer>;

export interface VersionAnswers<Answer> {
  readonly v1?: Answer | undefined;
  readonly v2?: Answer | undefined;
  /** Why v2 is done without, where it is there and gave no answer. */
  readonly withoutV2?: OdailiesError | undefined;
}

/**
 * Both versions at once. v1 alone is enough, whatever v2 answers, but for 401; v2 alone is where there is no v1 (404).
 * Throws v1's own error where neither will do.
 */
export async function askBoth<Answer>(ask: AskVersion<Answer>): Promise<VersionAnswers<Answer>> {
  const [v1, early] = await Promise.all([settle(ask("v1", true)), settle(ask("v2", false))]);
  // v1 may have waited through a night without a network, which is no fault of v2.
  const isWorthAsking = "answer" in v1 && "error" in early && early.error.retryable;
  const v2 = isWorthAsking ? await settle(ask("v2", false)) : early;
  if ("answer" in v2) {
    if ("answer" in v1) return { v1: v1.answer, v2: v2.answer };
    if (isMissing(v1.error)) return { v2: v2.answer };
    throw v1.error;
  }
  if ("error" in v1) throw isMissing(v1.error) && !isMissing(v2.error) ? v2.error : v1.error;
  if (v2.error.code === "token_refused") throw v2.error;
  return { v1: v1.answer, withoutV2: isMissing(v2.error) ? undefined : v2.error };
}

/** One version, on a person's word. Throws `reply_not_understood` where the service answers by the other one alone. */
export async function askOne<Answer>(
  version: ApiVersion,
  host: string,
  ask: AskVersion<Answer>,
): Promise<VersionAnswers<Answer>> {
  const asked = await settle(ask(version, true));
  if ("answer" in asked) return { [version]: asked.answer };
  const { error } = asked;
  const status = Number(error.context["status"]);
  // What is busy or away says nothing of its versions.
  const isAway = mayPass(status) || (error.code === "destination_unreachable" && Number.isNaN(status));
  if (error.code === "token_refused" || isAway) throw error;
  const other = version === "v1" ? "v2" : "v1";
  if ("error" in (await settle(ask(other, false)))) throw error;
  throw new OdailiesError(
    "reply_not_understood",
    `${host} does not answer by version ${version.slice(1)} of the API, but it does by version ${other.slice(1)}.`,
    { hint: `Leave out --api-version ${version}: what the service answers by is found out by itself.` },
  );
}

/** Everything but an error of ours is thrown at once: an abort, a bug. */
async function settle<Answer>(
  asking: Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly error: OdailiesError }> {
  try {
    return { answer: await asking };
  } catch (error) {
    if (error instanceof OdailiesError && error.code !== "cancelled") return { error };
    throw error;
  }
}

function isMissing(error: OdailiesError): boolean {
  return error.context["status"] === 404;
}
