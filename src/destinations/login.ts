// How a kind of destination logs a person in, where a credential is not simply given: what is asked, and what comes of it.
import type { HttpClient } from "../net/http-client.ts";

export interface LoginQuestion {
  /** Under this name the answer is handed over. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** Never echoed. */
  readonly isSecret: boolean;
}

export interface LoginPlace {
  readonly api: string;
  readonly http: HttpClient;
  /** Plain http to another machine is allowed. */
  readonly insecure: boolean;
  readonly signal: AbortSignal;
}

/** What is kept, and handed over as the token from then on; or one more question. */
export type LoginAnswer = { readonly credential: string } | { readonly ask: LoginQuestion };

export interface KindLogin {
  /** Asked in this order. */
  readonly questions: readonly LoginQuestion[];
  /** Asked again with the answer to `ask` besides the others. Throws `OdailiesError` where it is refused. */
  readonly exchange: (answers: Readonly<Record<string, string>>, place: LoginPlace) => Promise<LoginAnswer>;
}
