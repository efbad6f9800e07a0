// One odailies.toml: found upward from the working folder, read, and every key known.
import { access, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { closest } from "fastest-levenshtein";
import { parse, TomlError } from "smol-toml";
import { OdailiesError } from "../domain/errors.ts";
import { kebabCase, SETTING_NAMES, type SettingName, SETTINGS } from "./settings.ts";

export interface ConfigFile {
  readonly path: string;
  readonly values: Readonly<Partial<Record<SettingName, unknown>>>;
  /** `[metadata.columns]`: a sheet's column → property. */
  readonly columns: Readonly<Record<string, string>>;
}

/** The nearest odailies.toml at or above `folder`, or undefined. */
export async function findConfigFile(folder: string): Promise<string | undefined> {
  for (let current = folder; ; current = dirname(current)) {
    const candidate = join(current, "odailies.toml");
    if (await isThere(candidate)) return candidate;
    if (dirname(current) === current) return undefined;
  }
}

export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Reads a config file; with `profile`, the keys of `[profile.NAME]` win over those at the top.
 * Throws `config_invalid` naming file and key.
 */
export async function readConfigFile(path: string, profile: string | undefined): Promise<ConfigFile> {
  const top = parseToml(path, await readText(path));
  const { profile: profiles, ...keys } = top;
  const chosen = profile === undefined ? undefined : asTable(asTable(profiles)?.[profile]);
  const first = readKeys(path, keys);
  return chosen ? { ...first, values: { ...first.values, ...readKeys(path, chosen).values } } : first;
}

/** The names of the profiles that a file defines. */
export async function listProfiles(path: string): Promise<readonly string[]> {
  return Object.keys(asTable(parseToml(path, await readText(path))["profile"]) ?? {});
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new OdailiesError("config_invalid", `The config file ${path} cannot be read.`, {
      hint: "Check that the file is there and that you may read it.",
      cause,
    });
  }
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

function readKeys(path: string, keys: Readonly<Record<string, unknown>>): ConfigFile {
  const values: Partial<Record<SettingName, unknown>> = {};
  let columns: Record<string, string> = {};
  for (const [key, value] of Object.entries(keys)) {
    const name = settingNamed(path, key);
    const table = name === "metadata" ? asTable(value) : undefined;
    if (table) {
      columns = readColumns(path, table["columns"]);
      values.metadata = table["files"] ?? [];
    } else {
      values[name] = value;
    }
  }
  return { path, values, columns };
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
    throw new OdailiesError("config_invalid", `${path} holds a token.`, {
      hint: "Put the token into a file that only you can read and name it with token-file, or into ODAILIES_TOKEN.",
    });
  }
  return name;
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
