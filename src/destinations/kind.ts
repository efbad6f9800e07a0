// What a kind of destination brings of itself: its name, what it has to be told, and how it is made of that.
import type { z } from "zod";
import { OdailiesError } from "../domain/errors.ts";
import type { HttpClient } from "../net/http-client.ts";
import type { RetryOptions } from "../net/retry.ts";
import type { Destination } from "./destination.ts";
import type { KindLogin } from "./login.ts";
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
  /** Values of the kind's own settings, as its schemas give them. */
  readonly own?: Readonly<Record<string, unknown>>;
  /** Where it may keep what the next run has to know, e.g. a seat that a crashed one holds. */
  readonly stateFolder?: string;
  /** Told what a person should know although the work goes on. */
  readonly warn?: (warning: Warning) => void;
}

export type NeededSetting = "api" | "project" | "token";

/** Read from `[destinations.NAME]` of a config file and from `ODAILIES_NAME_SETTING`. */
export interface KindSetting {
  readonly about: string;
  /** Environment variables are texts. */
  readonly schema: z.ZodType;
  /** It holds a path, or several. */
  readonly path?: "read" | "write";
}

type OwnValues<Settings extends Readonly<Record<string, KindSetting>>> = {
  readonly [Name in keyof Settings]: z.output<Settings[Name]["schema"]>;
};

/** Values of a kind's own settings, with what is left out at its default. Throws what zod throws for others than were checked. */
export function readOwn<const Settings extends Readonly<Record<string, KindSetting>>>(
  settings: Settings,
  own: DestinationSettings["own"] = {},
): OwnValues<Settings> {
  const values = Object.entries(settings).map(([name, { schema }]) => [name, schema.parse(own[name])]);
  return Object.fromEntries(values) as OwnValues<Settings>;
}

export interface DestinationKind {
  /** As `--to` spells it. */
  readonly name: string;
  readonly label: string;
  /** Is it the embedded server of this machine, which is started for the run? Else it is reached at an address. */
  readonly isEmbedded: boolean;
  /**
   * Settings that name no kind (`--api`, `--token`, their variables) are this one's. Any other gets them only as flags
   * of a command that speaks with no second service: no secret of one system goes to another's address.
   */
  readonly isPlain?: true;
  /** What it alone is told, by the name that a config file has for it. */
  readonly settings?: Readonly<Record<string, KindSetting>>;
  /** Settings without which it cannot be opened. */
  readonly needs: readonly NeededSetting[];
  /** There where a person logs in with something else than the token itself. */
  readonly login?: KindLogin;
  /** Makes it; nothing is reached before `open`. Called only with all that it needs. */
  readonly create: (settings: DestinationSettings) => Destination;
}

/** Throws `config_invalid` where a setting that the kind needs is missing. */
export function createDestination(kind: DestinationKind, settings: DestinationSettings): Destination {
  const missing = kind.needs.find((setting) => (settings[setting] ?? "") === "");
  if (missing === undefined) return kind.create(settings);
  throw missingSetting(kind, missing);
}

export function missingSetting(kind: DestinationKind, setting: NeededSetting): OdailiesError {
  const { label, isPlain } = kind;
  const where = isPlain ? "" : `, or ${setting} below [destinations.${kind.name}] of your odailies.toml`;
  return new OdailiesError("config_invalid", `${label} cannot be reached without its ${setting}.`, {
    hint: `Give --${setting}, or set ${variableOf(kind, setting)}${where}.`,
  });
}

/** The environment variable of one setting of one kind. */
export function variableOf({ name, isPlain }: DestinationKind, setting: NeededSetting): string {
  const words = isPlain ? [setting] : [...name.split("-"), setting];
  return ["ODAILIES", ...words].join("_").toUpperCase();
}
