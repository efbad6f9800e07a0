// One call of Zou, again as often as the policy says.
import type { z } from "zod";
import { retry } from "../../net/retry.ts";
import type { ApiCall } from "./call-api.ts";
import type { KitsuLink } from "./kitsu-link.ts";

/** For what is the same however often it is done; what makes another one each time has to look before every attempt. */
export function callKitsu<Shape extends z.ZodType>(
  { api, retry: how }: Pick<KitsuLink, "api" | "retry">,
  call: ApiCall<Shape>,
): Promise<z.output<Shape> | undefined> {
  return retry(() => api.call(call), call.signal, how);
}
