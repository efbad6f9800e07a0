// A body as JSON, looked over first: eight megabytes of brackets would become half a gigabyte of objects.
import { ApiError } from "./api-error.ts";

/** Two hundred thousand clips in one request are more than any project has. */
const MOST_OBJECTS = 250_000;
const DEEPEST = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Throws 400 for what is no JSON, and 413 for more than the server would have room for. */
export function parseJson(body: Buffer): unknown {
  refuseTooMany(body);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "The body must be valid JSON, sent as Content-Type: application/json.");
  }
}

function refuseTooMany(body: Buffer): void {
  let isText = false;
  let depth = 0;
  let objects = 0;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (isText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (OPENING.has(byte)) {
      depth++;
      objects++;
      if (depth > DEEPEST) throw new ApiError(400, "The body is nested too deep.");
    } else if (CLOSING.has(byte)) depth--;
  }
  if (objects > MOST_OBJECTS) {
    throw new ApiError(
      413,
      `The body holds more than ${MOST_OBJECTS} entries. Send them in several requests.`,
    );
  }
}
