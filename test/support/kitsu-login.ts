// Who may talk to the Zou of the tests: passwords, second factors, lock-outs, tokens and their ends.
import { randomBytes } from "node:crypto";
import { Refusal, refuseToken } from "./kitsu-answer.ts";
import type { KitsuRows, KitsuSwitches, PersonRow } from "./kitsu-rows.ts";

const TRIES = 5;
const LOCKED_MS = 60_000;
const CODES = ["totp", "email_otp", "recovery_code"] as const;

interface Token {
  readonly personId: string;
  readonly use: "access" | "refresh" | "bot";
  state: "good" | "expired" | "revoked";
}

export interface Tokens {
  /** A new one. */
  issue(person: PersonRow, use: Token["use"]): string;
  /** From now on every access token of a person has expired, or this one has. */
  expire(token?: string): void;
  /** Throws the refusal that a request with this header is due. */
  requirePerson(authorization: string | undefined, use?: "refresh"): PersonRow;
  revoke(authorization: string | undefined): void;
}

export function createTokens(rows: KitsuRows, switches: KitsuSwitches): Tokens {
  const tokens = new Map<string, Token>();
  const read = (authorization: string | undefined) => {
    if (authorization === undefined)
      throw refuseToken(401, 'Missing JWT in cookies or headers Missing cookie "access_token_cookie"');
    const value = /^Bearer (\S+)$/.exec(authorization)?.[1] ?? "";
    if (value.split(".").length !== 3) throw refuseToken(422, "Not enough segments");
    const token = tokens.get(value);
    if (!token) throw refuseToken(422, "Signature verification failed");
    if (token.state === "revoked") throw refuseToken(401, "Token has been revoked");
    if (token.state === "expired") throw new Refusal(401, { error: true, message: "Signature has expired" });
    return token;
  };
  return {
    issue: (person, use) => {
      const value = `eyJhbGciOiJIUzI1NiJ9.${randomBytes(24).toString("base64url")}.${randomBytes(16).toString("base64url")}`;
      tokens.set(value, { personId: person.id, use, state: "good" });
      return value;
    },
    expire: (token) => {
      for (const [value, each] of tokens)
        if (token === undefined ? each.use === "access" : value === token) each.state = "expired";
    },
    requirePerson: (authorization, use) => {
      const token = read(authorization);
      if (use === "refresh" && token.use !== "refresh")
        throw refuseToken(422, "Only refresh tokens are allowed");
      if (use !== "refresh" && token.use === "refresh")
        throw refuseToken(422, "Only non-refresh tokens are allowed");
      const person = rows.persons.find(({ id }) => id === token.personId);
      if (!person?.active) throw refuseToken(401, "User is unactive");
      if (switches.enforces2fa && !person.is_bot && person.totp === undefined) {
        const message = "Two factor authentication is required.";
        throw new Refusal(403, { error: true, two_factor_authentication_required: true, message });
      }
      return person;
    },
    revoke: (authorization) => {
      const value = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1] ?? "";
      const token = tokens.get(value);
      if (token) token.state = "revoked";
    },
  };
}

/** `POST /auth/login`: the answer, or the refusal thrown. Wrong passwords are 400, never 401. */
export function logIn(
  rows: KitsuRows,
  switches: KitsuSwitches,
  tokens: Tokens,
  body: Readonly<Record<string, unknown>>,
): object {
  const person = rows.persons.find(({ email }) => email === body["email"]);
  if (!person || person.is_bot) throw new Refusal(400, { login: false });
  if (!person.active) {
    const message = "User is unactive, he cannot log in.";
    throw new Refusal(401, { error: true, login: false, unactive: true, message });
  }
  if (Date.now() < person.lockedUntilMs)
    throw new Refusal(400, { error: true, login: false, too_many_failed_login_attemps: true });
  if (person.password !== body["password"]) {
    person.failedLogins += 1;
    if (person.failedLogins >= TRIES) person.lockedUntilMs = Date.now() + LOCKED_MS;
    throw new Refusal(400, { login: false });
  }
  if (person.hasDefaultPassword) throw new Refusal(400, { login: false, default_password: true, token: "x" });
  const factor = person.hasMailedCodes ? "email_otp" : "totp";
  const code = CODES.map((each) => body[each]).find((each) => each !== undefined);
  if (person.totp !== undefined && code === undefined) {
    throw new Refusal(400, {
      ...{ error: true, login: false, missing_OTP: true, preferred_two_factor_authentication: factor },
      two_factor_authentication_enabled: ["recovery_code", factor],
    });
  }
  if (person.totp !== undefined && body[factor] !== person.totp)
    throw new Refusal(400, { error: true, login: false, wrong_OTP: true });
  person.failedLogins = 0;
  return {
    ...{ login: true, user: shownPerson(person), organisation: { name: "Film" } },
    ...{ access_token: tokens.issue(person, "access"), refresh_token: tokens.issue(person, "refresh") },
    ...(switches.enforces2fa && person.totp === undefined && { two_factor_authentication_required: true }),
  };
}

function shownPerson({ id, email, full_name, role, is_bot, active }: PersonRow): object {
  return { id, email, full_name, role, is_bot, active, type: "Person" };
}
