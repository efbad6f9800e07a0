// Finds the API of a Kitsu by the address that people know.
import { findCaptivePortal } from "../../net/captive-portal.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { parseJson } from "../../net/parse-json.ts";
import { RefusedAttempt } from "../../net/retry.ts";
import { apiPlaces } from "./address.ts";
import { ROWS } from "./api.ts";
import { describeRefusal, notUnderstood } from "./api-error.ts";

/**
 * Kitsu's own web page answers every other path with itself, so that a page only says that this is not the place. One
 * attempt: throws `RefusedAttempt` while the server is away, and `reply_not_understood` where no Zou answers.
 */
export async function findZou(address: string, http: HttpClient, signal: AbortSignal): Promise<string> {
  let refusal: RefusedAttempt | undefined;
  for (const place of apiPlaces(address)) {
    const reply = await http.send({ method: "GET", url: `${place}/`, signal });
    if (ROWS.api.safeParse(parseJson(reply.text, reply.host)).success) return place;
    const isElsewhere = reply.status >= 300 && reply.status < 400;
    const portal = isElsewhere || reply.status === 511 ? findCaptivePortal(reply, "json") : undefined;
    if (portal) throw portal;
    if (reply.status >= 500) {
      const { status, host } = reply;
      const about = { status, host, project: "", deed: "answer", needs: "artist", said: undefined } as const;
      const error = describeRefusal({ ...about, isSecondFactorMissing: false, isOfClip: false });
      refusal ??= new RefusedAttempt(reply, error);
    }
  }
  throw refusal ?? notUnderstood(new URL(address).host);
}
