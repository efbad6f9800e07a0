// One call of Zou, again as often as the policy says.
import type { z } from "zod";
import { retry, type RetryOptions } from "../../net/retry.ts";
import type { Api, ApiCall } from "./call-api.ts";

/** The way to it, and how patiently it is asked. */
export interface KitsuLine {
  readonly api: Api;
  readonly retry: RetryOptions;
}

/** For what is the same however often it is done; what makes another one each time has to look before every attempt. */
export function callKitsu<Shape extends z.ZodType>(
  { api, retry: how }: KitsuLine,
  call: ApiCall<Shape>,
): Promise<z.output<Shape> | undefined> {
  return retry(() => api.call(call), call.signal, how);
}
