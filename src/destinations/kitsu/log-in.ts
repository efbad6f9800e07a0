// A person's login to Kitsu: e-mail and password, and the code of a second factor where the account has one.
import { z } from "zod";
import { wireText } from "../wire-text.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpReply } from "../../net/http-reply.ts";
import { parseJson } from "../../net/parse-json.ts";
import { retry } from "../../net/retry.ts";
import { isBusy } from "../../net/retry-verdict.ts";
import type { LoginAnswer, LoginPlace, LoginQuestion } from "../login.ts";
import { withFewTries } from "../with-few-tries.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { requireBase } from "./address.ts";
import { readMessage } from "./api.ts";
import { describeRefusal } from "./api-error.ts";
import { findZou } from "./find-zou.ts";
import { writeCredential } from "./session.ts";

export const PERSON_QUESTIONS: readonly LoginQuestion[] = [
  { name: "email", label: "E-mail address of the account in Kitsu", isSecret: false },
  { name: "password", label: "Password", isSecret: true },
];

/** Second factors that a terminal can ask for, as Zou names them. */
const CODES: Readonly<Record<string, string>> = {
  totp: "Code of the authenticator app",
  email_otp: "Code of the e-mail that Kitsu has just sent",
  recovery_code: "Recovery code",
};

/** A person waits. */
const FIND_ATTEMPTS = 2;

const loggedIn = z.object({
  access_token: wireText,
  refresh_token: wireText,
  two_factor_authentication_required: z.boolean().optional(),
});
const refusal = z.object({
  missing_OTP: z.boolean().optional(),
  wrong_OTP: z.boolean().optional(),
  too_many_failed_login_attemps: z.boolean().optional(),
  unactive: z.boolean().optional(),
  default_password: z.boolean().optional(),
  preferred_two_factor_authentication: z.string().nullish(),
  two_factor_authentication_enabled: z.array(z.string()).catch([]),
});

/**
 * A credential, or the question for a second factor, whose answer is to be given besides the others. Throws
 * `token_refused` and `permission_missing` with what to do. One try: the fifth wrong password locks the account.
 */
export async function logInToKitsu(
  answers: Readonly<Record<string, string>>,
  { api, http, insecure, signal }: LoginPlace,
): Promise<LoginAnswer> {
  const base = requireBase(api, insecure);
  const zou = await retry(() => findZou(base, http, signal), signal, withFewTries({}, FIND_ATTEMPTS));
  const secrets = Object.values(answers);
  const ask = (method: "GET" | "POST", path: string, body?: object) =>
    http.send({
      ...{ method, url: `${zou}${path}`, signal, secrets },
      headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const reply = await ask("POST", "/auth/login", answers);
  const json = parseJson(reply.text, reply.host);
  const { data: good } = loggedIn.safeParse(json);
  if (reply.status === 200 && good?.two_factor_authentication_required === true)
    throw factorToSetUp(reply.host);
  if (reply.status === 200 && good)
    return { credential: writeCredential({ access: good.access_token, refresh: good.refresh_token }) };
  const { data: said } = refusal.safeParse(json);
  if (said?.missing_OTP !== true) throw describeNo(reply, said, readMessage(json));
  const enabled = [said.preferred_two_factor_authentication ?? "", ...said.two_factor_authentication_enabled];
  const factor = enabled.find((each) => each in CODES);
  if (factor === undefined) throw noFactor(reply.host);
  if (factor === "email_otp") {
    const sent = await ask("GET", `/auth/email-otp?email=${encodeURIComponent(answers["email"] ?? "")}`);
    if (sent.status < 200 || sent.status > 299) throw notMailed(sent);
  }
  return { ask: { name: factor, label: CODES[factor] ?? factor, isSecret: true } };
}

/** What Zou flags, in words, and what to do about it. */
const REFUSALS = [
  ["wrong_OTP", "does not accept this code", "Run odailies login again with a new code."],
  [
    "too_many_failed_login_attemps",
    "has locked the account after too many wrong passwords",
    "Wait a minute, then run odailies login again.",
  ],
  ["unactive", "has switched this account off", "Have an admin switch it on again in Kitsu."],
  [
    "default_password",
    "wants the default password of this account changed first",
    "Log in to Kitsu with a browser and change it.",
  ],
] as const;

/** A wrong password is 400, as most of what Zou refuses here. */
function describeNo(
  { status, host }: Pick<HttpReply, "status" | "host">,
  said: z.output<typeof refusal> | undefined,
  words: string | undefined,
): OdailiesError {
  const [, text, hint] = REFUSALS.find(([flag]) => said?.[flag]) ?? [];
  if (hint !== undefined)
    return new OdailiesError("token_refused", `Kitsu at ${host} ${text} (${status}).`, {
      hint,
      context: { status },
    });
  if (status >= 500 || isBusy(status)) {
    const about = { status, host, project: "", deed: "log you in", needs: "artist", said: words } as const;
    return describeRefusal({ ...about, isSecondFactorMissing: false, isOfClip: false });
  }
  return new OdailiesError(
    "token_refused",
    `Kitsu at ${host} does not accept this e-mail address and password (${status}).${quoteAnswer(words)}`,
    { hint: "Check both; a bot has no password, its token is given with --token-file.", context: { status } },
  );
}

/** Whoever waits for that code waits in vain. */
function notMailed({ status, host, text }: HttpReply): OdailiesError {
  const words = quoteAnswer(readMessage(parseJson(text, host)));
  return new OdailiesError(
    "destination_unreachable",
    `Kitsu at ${host} could not send the code by e-mail (${status}).${words}`,
    {
      hint: "Have an admin look at Kitsu's mail settings, or use the token of a bot.",
      context: { status },
      retryable: false,
    },
  );
}

function factorToSetUp(host: string): OdailiesError {
  return new OdailiesError("permission_missing", `Kitsu at ${host} wants a second factor for this account.`, {
    hint: "Set it up on the account's page in Kitsu, or use the token of a bot.",
  });
}

function noFactor(host: string): OdailiesError {
  return new OdailiesError(
    "token_refused",
    `Kitsu at ${host} wants a second factor that only a browser can give.`,
    { hint: "Switch on an authenticator app for the account, or use the token of a bot." },
  );
}
