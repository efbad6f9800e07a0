// The address of a system, as a person gave it.
import { apiBase } from "../domain/api-base.ts";
import { OdailiesError } from "../domain/errors.ts";
import { requireEncrypted } from "../net/require-encrypted.ts";

export interface AddressRules {
  /** Begins the sentence: `The API address`. */
  readonly what: string;
  /** What to give instead. */
  readonly hint: string;
  readonly isInsecureAllowed: boolean;
  /** The end of its paths that is left out. Default: `/api`, with or without a version. */
  readonly end?: RegExp;
}

/**
 * The same for every spelling of one server. Throws `config_invalid` for an address that is no http(s) URL, and for
 * plain http to another machine.
 */
export function requireAddress(api: string, { what, hint, isInsecureAllowed, end }: AddressRules): string {
  const base = apiBase(api, end);
  if (base === undefined)
    throw new OdailiesError("config_invalid", `${what} is not a plain http or https URL.`, { hint });
  requireEncrypted(base, { what, code: "config_invalid", isInsecureAllowed });
  return base;
}
