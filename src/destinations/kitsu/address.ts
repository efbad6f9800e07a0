// Where a Zou is: behind Kitsu's own web server under /api, or bare.
import { apiBase } from "../../domain/api-base.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { requireEncrypted } from "../../net/require-encrypted.ts";

/**
 * The same for both spellings of one server. Throws `config_invalid` for an address that is no http(s) URL, and for plain
 * http to another machine, unless `isInsecureAllowed`.
 */
export function requireBase(api: string, isInsecureAllowed: boolean): string {
  const base = apiBase(api);
  if (base === undefined)
    throw new OdailiesError("config_invalid", "The address of Kitsu is not a plain http or https URL.", {
      hint: "Give the address that Kitsu opens with in a browser, such as https://kitsu.example.com.",
    });
  requireEncrypted(base, { what: "The address of Kitsu", code: "config_invalid", isInsecureAllowed });
  return base;
}

/** Where the API may be, the likelier place first. */
export function apiPlaces(base: string): readonly string[] {
  return [`${base}/api`, base];
}
