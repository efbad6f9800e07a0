// What a kind of destination brings of itself: its name, what it has to be told, and how it is made of that.
import { OdailiesError } from "../domain/errors.ts";
import type { HttpClient } from "../net/http-client.ts";
import type { RetryOptions } from "../net/retry.ts";
import type { Destination } from "./destination.ts";
import type { Warning } from "../domain/warning.ts";

/** What a destination may be opened with; each kind says what it needs. */
export interface DestinationSettings {
  readonly api?: string;
  readonly project?: string;
  readonly token?: string;
  readonly apiVersion?: "auto" | "v1" | "v2";
  readonly http: HttpClient;
  readonly label?: string;
  readonly id?: string;
  readonly retry?: RetryOptions;
  /** Plain http to another machine is allowed. */
  readonly insecure?: boolean;
  /** Told what a person should know although the work goes on. */
  readonly warn?: (warning: Warning) => void;
}

export type NeededSetting = "api" | "project" | "token";

export interface DestinationKind {
  /** As `--to` spells it. */
  readonly name: string;
  readonly label: string;
  /** Is it the embedded server of this machine, which is started for the run? Else it is reached at an address. */
  readonly isEmbedded: boolean;
  /** Settings without which it cannot be opened. */
  readonly needs: readonly NeededSetting[];
  /** Makes it; nothing is reached before `open`. Called only with all that it needs. */
  readonly create: (settings: DestinationSettings) => Destination;
}

/** Throws `config_invalid` where a setting that the kind needs is missing. */
export function createDestination(kind: DestinationKind, settings: DestinationSettings): Destination {
  const { needs, label, create } = kind;
  const missing = needs.find((setting) => (settings[setting] ?? "") === "");
  if (missing === undefined) return create(settings);
  throw new OdailiesError("config_invalid", `${label} cannot be reached without its ${missing}.`, {
    hint: `Give --${missing}, or set ODAILIES_${missing.toUpperCase()}.`,
  });
}
