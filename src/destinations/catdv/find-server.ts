// Where a CatDV server keeps its API, and which version of it: asked without a session, so that no seat is taken for it.
import { OdailiesError } from "../../domain/errors.ts";
import type { HttpClient } from "../../net/http-client.ts";
import { retry, type RetryOptions } from "../../net/retry.ts";
import { readApiVersion } from "./api.ts";
import { exchange } from "./exchange.ts";

export interface CatdvServer {
  /** `http://catdv:8080/catdv/api/9` */
  readonly base: string;
  readonly version: number;
}

/** Of a server that does not say: the newest that is known. */
const DEFAULT_VERSION = 9;

/** With or without `/catdv`, and a version: the end of an address as a person may give it. */
export const API_PATH = /(?:\/catdv)?(?:\/api(?:\/\d+)?)?$/;

/** Throws `destination_unreachable`, or `reply_not_understood` where nothing of CatDV's answers. */
export async function findServer(
  http: HttpClient,
  root: string,
  { signal, how, version }: { signal: AbortSignal; how: RetryOptions; version?: number | undefined },
): Promise<CatdvServer> {
  const ask = async (place: string): Promise<CatdvServer> => {
    const info = () => exchange(http, { method: "GET", url: `${place}/info`, signal });
    const { data } = await retry(info, signal, how);
    const found = version ?? readApiVersion(data) ?? DEFAULT_VERSION;
    return { base: `${place}/${found}`, version: found };
  };
  try {
    return await ask(`${root}/catdv/api`);
  } catch (error) {
    // Since version 7.1 it lies under /catdv, before that it did not.
    if (error instanceof OdailiesError && error.code === "reply_not_understood") return ask(`${root}/api`);
    throw error;
  }
}
