// Who we are to Zou: a bot's token, which lives on, or a person's pair of tokens, of which one renews the other.
import { z } from "zod";
import { wireText } from "../wire-text.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { parseJson } from "../../net/parse-json.ts";

const pair = z.object({ access: wireText, refresh: wireText });
const renewed = z.object({ access_token: wireText });

/** What `odailies login` keeps: JSON of a person's pair, or a bot's token as it is. */
export function writeCredential(tokens: z.output<typeof pair>): string {
  return JSON.stringify(tokens);
}

export interface Session {
  headers(): Readonly<Record<string, string>>;
  /** All that may never be shown. */
  secrets(): readonly string[];
  /**
   * False where there is nothing to renew it with, or where that is refused. Several at once are one; `stale` are the
   * headers that were refused, so that nobody renews what another has renewed meanwhile.
   */
  renew(api: string, stale: Readonly<Record<string, string>>, signal: AbortSignal): Promise<boolean>;
}

export function openSession(credential: string, http: HttpClient): Session {
  const kept = readPair(credential);
  let access = kept?.access ?? credential;
  let renewing: Promise<boolean> | undefined;
  const headersOf = (token: string) => ({ authorization: `Bearer ${token}` });
  const ask = async (api: string, refresh: string, signal: AbortSignal) => {
    const url = `${api}/auth/refresh-token`;
    const secrets = [refresh, access];
    const reply = await http.send({ method: "GET", url, headers: headersOf(refresh), signal, secrets });
    const answer = renewed.safeParse(parseJson(reply.text, reply.host));
    if (reply.status !== 200 || !answer.success) return false;
    access = answer.data.access_token;
    return true;
  };
  return {
    headers: () => headersOf(access),
    secrets: () => [access, ...(kept ? [kept.refresh] : [])],
    renew: async (api, stale, signal) => {
      if (stale["authorization"] !== headersOf(access).authorization) return true;
      if (!kept) return false;
      renewing ??= ask(api, kept.refresh, signal).finally(() => (renewing = undefined));
      return renewing;
    },
  };
}

function readPair(credential: string): z.output<typeof pair> | undefined {
  try {
    return pair.safeParse(JSON.parse(credential)).data;
  } catch {
    return undefined;
  }
}
