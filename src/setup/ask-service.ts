// What a service allows, asked without changing anything: it is reached, read, patched with nothing, and asked to sign.
import type { Config } from "../config/settings.ts";
import { readAddress } from "../destinations/odailies/address.ts";
import type { Permission } from "../destinations/odailies/api-error.ts";
import { createCallApi } from "../destinations/odailies/call-api.ts";
import { OdailiesError } from "../domain/errors.ts";
import { retry } from "../net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../net/retry-verdict.ts";
import { odailies } from "../destinations/odailies/odailies-kind.ts";
import { connectService, createClient, type ServicePlace } from "./connect.ts";

export interface AskedService {
  /** In the order in which they were asked; what comes after a service that does not answer was not asked. */
  readonly answers: readonly { readonly right: Permission; readonly refusal: OdailiesError | undefined }[];
  /** The service's clock against ours, in seconds; positive where ours is behind. Undefined where it told no time. */
  readonly clockSkewSeconds: number | undefined;
}

/** A patch of nothing is refused for its body, or taken; only a token without the right gets 403. */
const BODY_REFUSED = [400, 404, 409, 413, 422];
/** Signed and never sent: the signature runs out by itself. */
const KEY = "_graded/odailies-doctor.mp4";
const POLICY = { ...DEFAULT_RETRY_POLICY, attempts: 2, networkAttempts: 2 };

export async function askService(
  config: Config,
  place: ServicePlace,
  signal: AbortSignal,
): Promise<AskedService> {
  const service = connectService(odailies, place, createClient(config, undefined), () => undefined);
  const http = createClient(config, undefined);
  const call = createCallApi(readAddress(place), http);
  const version = place.apiVersion === "v2" ? "v2" : "v1";
  let clockSkewSeconds: number | undefined;
  const asking: readonly (readonly [Permission, () => Promise<unknown>])[] = [
    ["Read", () => service.open(signal)],
    [
      "Write",
      () =>
        call({
          version,
          method: "PATCH",
          resource: "clips",
          body: { data: [] },
          needs: "Write",
          accepts: BODY_REFUSED,
          signal,
        }),
    ],
    ["Upload", () => call({ version, method: "GET", resource: "upload", key: KEY, needs: "Upload", signal })],
  ];
  const answers: { right: Permission; refusal: OdailiesError | undefined }[] = [];
  try {
    for (const [right, ask] of asking) {
      const answer = await retry(ask, signal, { policy: POLICY }).then(
        (reply) => ({ reply, refusal: undefined }),
        (error: unknown) => ({ reply: undefined, refusal: requireKnown(error) }),
      );
      answers.push({ right, refusal: answer.refusal });
      clockSkewSeconds ??= skewOf(answer.reply);
      // Without the right to read there may be the others; a token that is refused, or no answer, ends it.
      if (answer.refusal && answer.refusal.code !== "permission_missing") break;
    }
    return { answers, clockSkewSeconds };
  } finally {
    await service.close();
    await http.close();
  }
}

function requireKnown(error: unknown): OdailiesError {
  if (error instanceof OdailiesError) return error;
  throw error;
}

function skewOf(reply: unknown): number | undefined {
  const { serverTime } = (reply ?? {}) as { readonly serverTime?: Date | undefined };
  return serverTime && Math.round((serverTime.getTime() - Date.now()) / 1000);
}
