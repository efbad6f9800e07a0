// Where a Zou is: behind Kitsu's own web server under /api, or bare.
import { requireAddress } from "../require-address.ts";

/** Throws what `requireAddress` throws. */
export function requireBase(api: string, isInsecureAllowed: boolean): string {
  const hint = "Give the address that Kitsu opens with in a browser, such as https://kitsu.example.com.";
  return requireAddress(api, { what: "The address of Kitsu", hint, isInsecureAllowed });
}

/** Where the API may be, the likelier place first. */
export function apiPlaces(base: string): readonly string[] {
  return [`${base}/api`, base];
}
