// Cuts secrets out of text: tokens, and whatever makes a signed URL work.

const MARK = "[redacted]";

/** Query keys of signed URLs (Google, Amazon, Azure) and of bearer links, as `key=value` anywhere in a text. */
const SIGNED_KEY =
  "(?:x-(?:goog|amz|ms)-[a-z0-9-]+|signature|sig|expires|googleaccessid|awsaccesskeyid|key-pair-id|policy|upload_?id|(?:access_?)?token)";
const SIGNED_PAIR = new RegExp(
  `((?:(?<![a-z0-9_-])|(?<=%3f|%26))${SIGNED_KEY}(?:=|%3d))(?:(?!%26|&amp;)[^&\\s"'<>])+`,
  "gi",
);
const URL_LOGIN = /(\bhttps?:\/\/)[^\s/@"'<>]+@/gi;
const BEARER = /(\bbearer\s+)[^\s"'<>]+/gi;

export interface Redactor {
  /** From now on this text is cut out too, as it is and percent-encoded. */
  add(secret: string): void;
  redact(text: string): string;
}

export function createRedactor(secrets: readonly string[] = []): Redactor {
  const spellings = new Set<string>();
  const add = (secret: string) => {
    if (secret === "") return;
    const encoded = encodeURIComponent(secret);
    const lowerCaseHex = encoded.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
    for (const spelling of [secret, encoded, lowerCaseHex, encodeURI(secret)]) spellings.add(spelling);
  };
  for (const secret of secrets) add(secret);
  return {
    add,
    redact: (text) => {
      // The longest first: a secret may hold another one.
      const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
      let safe = text;
      for (const spelling of longestFirst) safe = safe.replaceAll(spelling, MARK);
      return safe
        .replaceAll(SIGNED_PAIR, `$1${MARK}`)
        .replaceAll(URL_LOGIN, `$1${MARK}@`)
        .replaceAll(BEARER, `$1${MARK}`);
    },
  };
}

/** A URL without login, query and fragment. A token in the path is the redactor's to cut. */
export function redactUrl(url: string | URL): string {
  if (!URL.canParse(String(url))) return MARK;
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol}//${host}${pathname}${search === "" ? "" : `?${MARK}`}`;
}
