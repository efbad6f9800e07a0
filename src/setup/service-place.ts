// Which address, project, token and own settings are meant for one kind of destination, and for no other.
import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { placePaths } from "../config/place-paths.ts";
import type { TokenSource } from "../config/read-token.ts";
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { kebabCase } from "../config/environment-name.ts";
import { DESTINATION_KINDS } from "../destinations/index.ts";
import type { DestinationKind, KindSetting } from "../destinations/kind.ts";
import { OdailiesError } from "../domain/errors.ts";

/** What can be said of every kind that is reached at an address. */
const COMMON_SETTINGS = {
  api: { about: "origin of the API", schema: z.url({ protocol: /^https?$/ }) },
  project: { about: "project", schema: z.string().min(1) },
  "token-file": { about: "file that holds the token", schema: z.string().min(1), path: "read" },
} as const satisfies Readonly<Record<string, KindSetting>>;

export interface ServiceSource {
  readonly api: string | undefined;
  readonly project: string | undefined;
  readonly token: TokenSource;
  readonly own: Readonly<Record<string, unknown>>;
}

/**
 * `isOnly`: no second service is spoken with, so that flags which name no kind mean this one. Throws `config_invalid`
 * for a value that is not accepted, and for a table of a config file that no kind knows.
 */
export function findServicePlace(
  kind: DestinationKind,
  resolved: ResolvedConfig,
  { isOnly }: { readonly isOnly: boolean },
): ServiceSource {
  requireKnown(resolved);
  const { config, origins } = resolved;
  const { isPlain = false } = kind;
  const isMeant = (setting: "api" | "token" | "tokenFile") =>
    isPlain ? origins[setting] !== "default" : isOnly && origins[setting] === "flag";
  const own = (setting: keyof typeof COMMON_SETTINGS) =>
    textOf(readOwn(kind, setting, COMMON_SETTINGS[setting], resolved));
  const api = isMeant("api") ? config.api : (own("api") ?? (isPlain ? config.api : undefined));
  // No secret, and for several systems often the same: whoever has no project of its own takes the one that is named.
  const project = origins.project === "flag" ? config.project : (own("project") ?? config.project);
  const variable = resolved.destinations.find(kind.name, "token");
  return {
    api,
    project,
    token: {
      token:
        (isMeant("token") && config.token !== undefined
          ? { value: config.token, origin: origins.token }
          : undefined) ??
        (variable && { ...variable, value: String(variable.value) }),
      file: (isMeant("tokenFile") ? config.tokenFile : undefined) ?? own("token-file"),
      login: api === undefined || project === undefined ? undefined : { kind: kind.name, api, project },
    },
    own: Object.fromEntries(
      Object.entries(kind.settings ?? {}).map(([name, setting]) => [
        name,
        readOwn(kind, name, setting, resolved),
      ]),
    ),
  };
}

/** The value, or the schema's default. */
function readOwn(
  { name: kind }: DestinationKind,
  name: string,
  { schema, path }: KindSetting,
  { destinations }: ResolvedConfig,
): unknown {
  const found = destinations.find(kind, kebabCase(name));
  const read = schema.safeParse(found?.value);
  if (!read.success && found) {
    const issue = read.error.issues[0]?.message ?? "is not accepted";
    throw new OdailiesError("config_invalid", `${kebabCase(name)} of ${kind} cannot be used: ${issue}.`, {
      hint: `Mend it in ${found.origin}.`,
    });
  }
  return placePaths(path === undefined ? {} : { path }, read.data, found?.folder ?? "");
}

/** A table that nobody reads would be a decision that is silently not kept. */
function requireKnown({ destinations }: ResolvedConfig): void {
  const kinds: readonly DestinationKind[] = DESTINATION_KINDS.filter(({ isEmbedded }) => !isEmbedded);
  for (const { kind: name, setting, origin } of destinations.said) {
    const kind = kinds.find((each) => each.name === name);
    if (!kind) {
      const names = kinds.map((each) => each.name);
      throw unknown(`${origin} has [destinations.${name}]`, closest(name, names));
    }
    const known = [...Object.keys(COMMON_SETTINGS), ...Object.keys(kind.settings ?? {}).map(kebabCase)];
    if (!known.includes(setting))
      throw unknown(`${origin} has "${setting}" below [destinations.${name}]`, closest(setting, known));
  }
}

function unknown(what: string, nearest: string): OdailiesError {
  return new OdailiesError("config_invalid", `${what}, which odailies does not know.`, {
    hint: `Did you mean "${nearest}"?`,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
