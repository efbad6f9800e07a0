// The address of a service, whichever way a person spelled it.
import { withoutEnd } from "./without-end.ts";

const API = /\/api(?:\/v[12])?$/;

/**
 * Scheme, host and any path before `/api`, or before another `end` of the service's paths, without a slash at the end;
 * undefined for what is no http(s) URL.
 */
export function apiBase(api: string, end = API): string | undefined {
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "") return undefined;
  return `${url.origin}${withoutEnd(url.pathname, "/").replace(end, "")}`;
}
