// The one session of a run: a licensed seat, taken once, used by one call at a time, and given back on every way out.
import { setTimeout } from "node:timers/promises";
import pLimit from "p-limit";
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import type { RetryOptions } from "../../net/retry.ts";
import { quoteAnswer } from "../quote-answer.ts";
import { readSessionId, readSessionKey } from "./api.ts";
import { encryptPassword } from "./encrypt-password.ts";
import { type Answer, exchange } from "./exchange.ts";
import { notUnderstood } from "./not-understood.ts";
import { lingering } from "./lingering.ts";
import type { SeatFile } from "./seat-file.ts";

export interface SessionOptions {
  readonly http: HttpClient;
  readonly user: string;
  /** A secret. */
  readonly password: string;
  readonly seat: SeatFile;
  /** How to wait for a seat, and who is told. */
  readonly retry: Pick<RetryOptions, "onRetry" | "wait">;
}

/** With the version in it: `http://catdv:8080/catdv/api/9`. */
type Base = string;

interface Work {
  /** What proves the session: a secret. */
  readonly cookie: string;
  /** Cut out of whatever is said. */
  readonly secrets: readonly string[];
}

export interface Session {
  /**
   * Does `work` with a session, after whatever was asked before it; once more with a new session where the answer is
   * that there is none. One attempt: throws `RefusedAttempt` where another one may be worth it. Throws `token_refused`,
   * and `destination_unreachable` where every seat is taken.
   */
  use(base: Base, signal: AbortSignal, work: (session: Work) => Promise<Answer>): Promise<Answer>;
  /** Gives the seat back. Never throws: what could not be given back is left to the next run. */
  close(): Promise<void>;
}

const BUSY_WAIT_MS = 60_000;
const BUSY_WAITS = 2;
const LOGOUT_TIMEOUT_MS = 5000;

export function createSession(options: SessionOptions): Session {
  const { http, user, password, seat, retry: how } = options;
  const oneAtATime = pLimit(1);
  let current: { readonly base: Base; readonly cookie: string } | undefined;
  let hasLooked = false;
  /** May hold a seat, and could not be asked to give it back. */
  let uncertain: string | undefined;

  const logOut = async (base: Base, cookie: string) => {
    const signal = AbortSignal.timeout(LOGOUT_TIMEOUT_MS);
    await exchange(http, { method: "DELETE", url: `${base}/session`, cookie, signal });
  };

  const giveBack = async (base: Base, cookie: string) => {
    uncertain = cookie;
    await logOut(base, cookie);
    uncertain = undefined;
    await seat.drop();
  };

  const logIn = async (base: Base, signal: AbortSignal): Promise<Answer> => {
    // Another session beside it would take a second seat.
    if (uncertain !== undefined) await giveBack(base, uncertain);
    const given = await exchange(http, { method: "GET", url: `${base}/session/key`, signal });
    const { cookie } = given;
    const encryptedPassword = encryptPassword(password, readSessionKey(given.data) ?? "");
    // Before the seat is taken: it can be given back whatever happens from here on.
    if (cookie !== undefined) await seat.keep(cookie);
    signal.throwIfAborted();
    try {
      const answer = await lingering(signal, (late) =>
        exchange(http, {
          method: "POST",
          url: `${base}/session`,
          body: { username: user, encryptedPassword },
          cookie,
          secrets: [password, encryptedPassword],
          signal: late,
        }),
      );
      const id = answer.status === "OK" ? (readSessionId(answer.data) ?? answer.cookie ?? cookie) : undefined;
      if (answer.status === "OK" && id === undefined) throw notUnderstood("the login");
      if (id === undefined) await seat.drop();
      else {
        current = { base, cookie: id };
        if (id !== cookie) await seat.keep(id);
      }
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      // The seat may have been taken although the answer did not come.
      if (current === undefined && cookie !== undefined) await giveBack(base, cookie).catch(() => undefined);
      throw error;
    }
  };

  const requireSession = async (base: Base, signal: AbortSignal) => {
    if (!hasLooked) await seat.freeOfDead((session) => logOut(base, session));
    hasLooked = true;
    for (let waits = 0; ; waits += 1) {
      if (current) return current;
      const answer = await logIn(base, signal);
      if (answer.status === "OK") continue;
      if (answer.status !== "BUSY") throw refused(answer);
      if (waits === BUSY_WAITS) throw allTaken(answer);
      how.onRetry?.({
        reason: "busy",
        message: allTaken(answer).message,
        attempt: waits + 1,
        afterMs: BUSY_WAIT_MS,
      });
      await (how.wait ?? waitByClock)(BUSY_WAIT_MS, signal);
    }
  };

  return {
    use: (base, signal, work) =>
      oneAtATime(async () => {
        signal.throwIfAborted();
        for (let tries = 1; ; tries += 1) {
          const { cookie } = await requireSession(base, signal);
          const answer = await work({ cookie, secrets: [password, cookie] });
          if (answer.status !== "AUTH") return answer;
          current = undefined;
          await giveBack(base, cookie).catch(() => undefined);
          if (tries === 2) throw refused(answer);
        }
      }),
    close: () =>
      oneAtATime(async () => {
        const open = current;
        current = undefined;
        if (open) await giveBack(open.base, open.cookie).catch(() => undefined);
      }),
  };
}

const waitByClock = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal });

function refused({ message = "it gave no reason." }: Answer): OdailiesError {
  return new OdailiesError("token_refused", `CatDV does not let this user in: ${message}`, {
    hint: "Check user below [destinations.catdv], and set ODAILIES_CATDV_TOKEN to the password.",
  });
}

function allTaken({ message }: Answer): OdailiesError {
  return new OdailiesError(
    "destination_unreachable",
    `All seats of CatDV's web licence are taken.${quoteAnswer(message)}`,
    {
      hint: "Ask somebody to log out of CatDV's web client, then run the same command again.",
      retryable: false,
    },
  );
}
