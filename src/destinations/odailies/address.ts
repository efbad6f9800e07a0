// Where an o/DAILIES project is: the URLs of what it holds.
import { apiBase } from "../../domain/api-base.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { ApiVersion } from "./api.ts";

export interface Address {
  /** Scheme, host and any path before `/api`; no slash at the end. */
  readonly base: string;
  readonly project: string;
  /** A secret: it is a segment of every path. */
  readonly token: string;
}

/** Throws `config_invalid` for an address that is no http(s) URL, or a project or token that cannot be one path segment. */
export function readAddress({
  api,
  project,
  token,
}: {
  api: string;
  project: string;
  token: string;
}): Address {
  const base = apiBase(api);
  if (base === undefined) {
    throw new OdailiesError("config_invalid", "The API address is not a plain http or https URL.", {
      hint: "Use --api https://odailies.com or the address of your own server.",
    });
  }
  for (const [what, value] of Object.entries({ project, token })) {
    // A URL drops the segments "." and "..", even percent-encoded ones.
    if (/^\.{0,2}$/.test(value.trim())) {
      throw new OdailiesError("config_invalid", `The ${what} is empty or cannot be one.`, {
        hint: `Give --${what}, or set ODAILIES_${what.toUpperCase()}.`,
      });
    }
  }
  return { base, project, token };
}

export type Resource = "clips" | "upload" | "jobs";

/** `key` is a path whose slashes are kept. Every segment is encoded once. */
export function apiUrl(
  { base, project, token }: Address,
  version: ApiVersion,
  resource: Resource,
  key?: string,
): string {
  const segments = [project, token, ...(key?.split("/") ?? [])].map(encodeURIComponent);
  return `${base}/api/${version}/${resource}/${segments.join("/")}`;
}

/** One clip or job of v2: its id stands before the token. */
export function documentUrl(
  { base, project, token }: Address,
  version: ApiVersion,
  resource: Resource,
  id: string,
): string {
  const segments = [project, id, token].map(encodeURIComponent);
  return `${base}/api/${version}/${resource}/${segments.join("/")}`;
}
