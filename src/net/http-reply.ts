// An answer as the rest of the program sees it.

export interface HttpReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body; of an error (400 and up) the first 64 KiB. */
  readonly text: string;
  /** Host and port that were asked. */
  readonly host: string;
  /** The server's clock when it answered: expiry is judged by it, not by this computer's. */
  readonly serverTime: Date | undefined;
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

export function makeReply(status: number, rawHeaders: RawHeaders, text: string, host: string): HttpReply {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(rawHeaders)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  const serverTime = new Date(headers["date"] ?? Number.NaN);
  return {
    status,
    headers,
    text,
    host,
    serverTime: Number.isNaN(serverTime.getTime()) ? undefined : serverTime,
  };
}
