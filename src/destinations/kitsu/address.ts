// Where a Zou is: behind Kitsu's own web server under /api, or bare.
import { apiBase } from "../../domain/api-base.ts";
import { OdailiesError } from "../../domain/errors.ts";

/** Throws `config_invalid` for an address that is no http(s) URL. The same for both spellings of one server. */
export function requireBase(api: string): string {
  const base = apiBase(api);
  if (base !== undefined) return base;
  throw new OdailiesError("config_invalid", "The address of Kitsu is not a plain http or https URL.", {
    hint: "Give the address that Kitsu opens with in a browser, such as https://kitsu.example.com.",
  });
}

/** Where the API may be, the likelier place first. */
export function apiPlaces(base: string): readonly string[] {
  return [`${base}/api`, base];
}
