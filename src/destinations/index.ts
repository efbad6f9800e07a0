// The destinations there are, in one list. A new one is a folder beside this file and one line here.
import { OdailiesError } from "../domain/errors.ts";
import type { HttpClient } from "../net/http-client.ts";
import type { RetryOptions } from "../net/retry.ts";
import type { Destination } from "./destination.ts";
import { openOdailies } from "./odailies/open-odailies.ts";

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
  readonly warn?: (warning: { readonly code: string; readonly message: string }) => void;
}

export interface DestinationKind {
  /** As `--to` spells it. */
  readonly name: string;
  readonly label: string;
  /** Settings without which it cannot be opened. */
  readonly needs: readonly ("api" | "project" | "token")[];
  /** Undefined for a system that is known but cannot be sent to yet. */
  readonly create?: (settings: DestinationSettings) => Destination;
}

const odailiesAs =
  (name: "odailies" | "local") =>
  (settings: DestinationSettings): Destination => {
    const { api = "", project = "", token = "", apiVersion = "auto" } = settings;
    return openOdailies({ ...settings, api, project, token, apiVersion, name });
  };

export const DESTINATION_KINDS: readonly DestinationKind[] = [
  {
    name: "odailies",
    label: "o/DAILIES",
    needs: ["api", "project", "token"],
    create: odailiesAs("odailies"),
  },
  {
    name: "local",
    label: "the library on this machine",
    needs: ["api", "project", "token"],
    create: odailiesAs("local"),
  },
  { name: "kitsu", label: "Kitsu", needs: ["api", "project", "token"] },
  { name: "catdv", label: "CatDV", needs: ["api", "project", "token"] },
  { name: "html5-editor", label: "HTML5 editor", needs: ["api", "project", "token"] },
];

type AvailableKind = DestinationKind & Required<Pick<DestinationKind, "create">>;

/** The kind that `--to` names. Throws `usage` for a name that is unknown or not available yet. */
export function requireAvailable(name: string): AvailableKind {
  const available = DESTINATION_KINDS.filter((kind): kind is AvailableKind => kind.create !== undefined);
  const kind = available.find((each) => each.name === name);
  if (kind) return kind;
  const known = DESTINATION_KINDS.find((each) => each.name === name);
  const what = known
    ? `${known.label} (--to ${name}) is not available yet.`
    : `There is no destination ${name}.`;
  const names = available.map((each) => each.name);
  throw new OdailiesError("usage", what, { hint: `Use --to ${names.join(" or --to ")}.` });
}

/**
 * Makes the destination that `--to` names; `open` it before use. Throws as `requireAvailable` does, and
 * `config_invalid` where a setting that it needs is missing.
 */
export function createDestination(name: string, settings: DestinationSettings): Destination {
  const { needs, label, create } = requireAvailable(name);
  const missing = needs.find((setting) => (settings[setting] ?? "") === "");
  if (missing !== undefined) {
    throw new OdailiesError("config_invalid", `${label} cannot be reached without its ${missing}.`, {
      hint: `Give --${missing}, or set ODAILIES_${missing.toUpperCase()}.`,
    });
  }
  return create(settings);
}
