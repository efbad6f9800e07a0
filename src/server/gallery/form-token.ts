// The token in a form: only a page of this library's server can have made it, for this form, and not long ago.
import { isSameSecret, signatureOf } from "../signature.ts";
import type { Library } from "../library/open-library.ts";

/** A page may stand open over a shoot day. */
const VALID_MS = 12 * 60 * 60_000;

export interface SignedForm {
  /** Where it is sent to. */
  readonly address: string;
  /** What the page has shown of the thing that it changes, without line breaks: when that is no more so, the token is void. */
  readonly shown: string;
}

export function formTokenOf(library: Pick<Library, "signingSecret">, form: SignedForm, now: Date): string {
  return sign(library, form, String(now.getTime()));
}

export function isFormToken(
  library: Pick<Library, "signingSecret">,
  form: SignedForm,
  token: string | null,
  now: Date,
): boolean {
  const [madeAt = ""] = (token ?? "").split(".");
  const ageMs = now.getTime() - Number(madeAt);
  return ageMs >= 0 && ageMs <= VALID_MS && isSameSecret(token, sign(library, form, madeAt));
}

function sign(
  { signingSecret }: Pick<Library, "signingSecret">,
  { address, shown }: SignedForm,
  madeAt: string,
): string {
  return `${madeAt}.${signatureOf(signingSecret, ["page form", address, shown, madeAt])}`;
}
