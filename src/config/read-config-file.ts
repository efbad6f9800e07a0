// The text of one odailies.toml: read, and every key known.
import { closest } from "fastest-levenshtein";
import { parse, TomlError } from "smol-toml";
import { OdailiesError } from "../domain/errors.ts";
import { environmentName, kebabCase } from "./environment-name.ts";
import { SETTING_NAMES, type SettingName, SETTINGS } from "./settings.ts";
import type { ConfigText } from "./trusted-files.ts";

export type DestinationValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface ConfigFile {
  readonly path: string;
  readonly values: Readonly<Partial<Record<SettingName, unknown>>>;
  /** `[metadata.columns]`: a sheet's column → property. */
  readonly columns: Readonly<Record<string, string>>;
  /** `[destinations.NAME]`, by name: what is said of one kind of destination alone. */
  readonly destinations: DestinationValues;
  /** The profiles that it defines. */
  readonly profiles: readonly string[];
}

/**
 * Reads the text of a config file; with `profile`, the keys of `[profile.NAME]` win over those at the top.
 * Throws `config_invalid` naming file and key.
 */
export function readConfigFile({ path, text }: ConfigText, profile: string | undefined): ConfigFile {
  const { profile: profileTables, ...keys } = parseToml(path, text);
  const tables = asTable(profileTables) ?? {};
  const chosen = profile === undefined ? undefined : asTable(tables[profile]);
  const top = readKeys(path, keys);
  const own = chosen && readKeys(path, chosen);
  return {
    path,
    values: { ...top.values, ...own?.values },
    columns: top.columns,
    destinations: mergeTables(top.destinations, own?.destinations ?? {}),
    profiles: Object.keys(tables),
  };
}

function parseToml(path: string, text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (cause) {
    const where = cause instanceof TomlError ? `:${cause.line}:${cause.column}` : "";
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new OdailiesError("config_invalid", `The config file ${path}${where} is not valid TOML: ${why}.`, {
      hint: "Mend that line.",
      cause,
    });
  }
}

function readKeys(
  path: string,
  keys: Readonly<Record<string, unknown>>,
): Pick<ConfigFile, "values" | "columns" | "destinations"> {
  const values: Partial<Record<SettingName, unknown>> = {};
  let columns: Record<string, string> = {};
  let destinations: DestinationValues = {};
  for (const [key, value] of Object.entries(keys)) {
    if (key === "destinations") {
      destinations = readDestinations(path, value);
      continue;
    }
    const name = settingNamed(path, key);
    const table = name === "metadata" ? asTable(value) : undefined;
    if (table) {
      columns = readColumns(path, table["columns"]);
      values.metadata = table["files"] ?? [];
    } else {
      values[name] = value;
    }
  }
  return { values, columns, destinations };
}

function readDestinations(path: string, value: unknown): DestinationValues {
  const tables: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [kind, given] of Object.entries(asTable(value) ?? {})) {
    const table = asTable(given);
    if (!table) {
      throw new OdailiesError("config_invalid", `${path}: "${kind}" under [destinations] is no table.`, {
        hint: `Write its settings below [destinations.${kind}].`,
      });
    }
    if ("token" in table) throw holdsToken(path, environmentName(`${kind}-token`));
    tables[kind] = table;
  }
  return tables;
}

function mergeTables(first: DestinationValues, over: DestinationValues): DestinationValues {
  const kinds = [...new Set([...Object.keys(first), ...Object.keys(over)])];
  return Object.fromEntries(kinds.map((kind) => [kind, { ...first[kind], ...over[kind] }]));
}

function settingNamed(path: string, key: string): SettingName {
  const name = SETTING_NAMES.find((candidate) => kebabCase(candidate) === key);
  if (name === undefined) {
    const nearest = closest(key, SETTING_NAMES.map(kebabCase));
    throw new OdailiesError("config_invalid", `${path} has a key "${key}" that odailies does not know.`, {
      hint: `Did you mean "${nearest}"?`,
    });
  }
  if ("secret" in SETTINGS[name]) {
    throw holdsToken(path, environmentName(name));
  }
  return name;
}

function holdsToken(path: string, variable: string): OdailiesError {
  return new OdailiesError("config_invalid", `${path} holds a token.`, {
    hint: `Put the token into a file that only you can read and name it with token-file, or into ${variable}.`,
  });
}

function readColumns(path: string, value: unknown): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const [column, property] of Object.entries(asTable(value) ?? {})) {
    if (typeof property !== "string") {
      throw new OdailiesError("config_invalid", `${path}: [metadata.columns] "${column}" is not a text.`, {
        hint: 'Write it as "Column" = "property".',
      });
    }
    columns[column] = property;
  }
  return columns;
}

function asTable(value: unknown): Record<string, unknown> | undefined {
  const isTable = typeof value === "object" && value !== null && !Array.isArray(value);
  return isTable ? (value as Record<string, unknown>) : undefined;
}
