// Flags, environment, odailies.toml and the user's file become one frozen, checked Config.
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { OdailiesError } from "../domain/errors.ts";
import { type DestinationTables, readTables } from "./destination-tables.ts";
import { type ConfigFileFound, findConfigFiles } from "./find-config-files.ts";
import { placePaths } from "./place-paths.ts";
import type { ConfigFile } from "./read-config-file.ts";
import { environmentName, kebabCase } from "./environment-name.ts";
import { type Config, SETTING_NAMES, type SettingName, SETTINGS } from "./settings.ts";

export interface ConfigSources {
  /** As commander gives them, camelCase; only those that were given. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Folder of the user's own config file. */
  readonly userConfigFolder: string;
}

export interface ResolvedConfig {
  readonly config: Config;
  /** Where each value came from: `flag`, `ODAILIES_PROJECT`, a file's path, or `default`. */
  readonly origins: Readonly<Record<SettingName, string>>;
  /** `[metadata.columns]` of the config files. */
  readonly columns: Readonly<Record<string, string>>;
  /** What is said of one kind of destination alone. */
  readonly destinations: DestinationTables;
  /** The config files that were looked at, with what of them did not count. */
  readonly files: readonly ConfigFileFound[];
}

/** Paths come out absolute. Throws `config_invalid` (or `usage` for a flag) naming the setting, its value's origin and what is accepted. */
export async function resolveConfig(sources: ConfigSources): Promise<ResolvedConfig> {
  const { flags, env, cwd, userConfigFolder } = sources;
  const { taken, all } = await findConfigFiles({
    named: textOf(flags["config"]) ?? textOf(env["ODAILIES_CONFIG"]),
    profile: textOf(flags["profile"]) ?? textOf(env["ODAILIES_PROFILE"]),
    cwd,
    userConfigFolder,
  });
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const found = findValue(name, sources, taken);
    const folder = found.file === undefined ? cwd : dirname(resolve(cwd, found.file));
    values[name] = placePaths(SETTINGS[name], checkValue(name, found.value, found.origin), folder);
    origins[name] = found.origin;
  }
  return {
    config: Object.freeze(values) as Config,
    origins: origins as Record<SettingName, string>,
    columns: Object.fromEntries(taken.toReversed().flatMap(({ columns }) => Object.entries(columns))),
    destinations: readTables(taken, { env, cwd }),
    files: all,
  };
}

function findValue(
  name: SettingName,
  { flags, env }: ConfigSources,
  files: readonly ConfigFile[],
): { readonly value: unknown; readonly origin: string; readonly file?: string } {
  const fromFlag = flagValue(name, flags);
  if (fromFlag !== undefined) return { value: fromFlag, origin: "flag" };
  const variable = environmentName(name);
  const fromEnvironment = name === "noColor" ? (env["NO_COLOR"] ? "true" : env[variable]) : env[variable];
  if (fromEnvironment !== undefined && fromEnvironment !== "") {
    return { value: splitList(name, fromEnvironment), origin: variable };
  }
  const file = files.find((candidate) => candidate.values[name] !== undefined);
  if (!file) return { value: undefined, origin: "default" };
  return { value: file.values[name], origin: file.path, file: file.path };
}

/** Commander turns `--no-color` into `color: false`. */
function flagValue(name: SettingName, flags: Readonly<Record<string, unknown>>): unknown {
  if (name === "noColor") return flags["color"] === false ? true : undefined;
  return flags[name];
}

function splitList(name: SettingName, value: string): unknown {
  const setting = SETTINGS[name];
  if (!("listSeparator" in setting)) return value;
  return value
    .split(setting.listSeparator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function checkValue(name: SettingName, value: unknown, origin: string): unknown {
  const setting = SETTINGS[name];
  if ("notYet" in setting && origin !== "default" && value !== false) {
    throw new OdailiesError("usage", `--${kebabCase(name)} is not available yet.`, {
      hint: origin === "flag" ? "Leave it out." : `Take it out of ${origin}.`,
    });
  }
  const checked = (setting.schema as z.ZodType).safeParse(value);
  if (checked.success) return checked.data;
  const shown = "secret" in setting ? "" : ` "${String(value)}"`;
  const issue = checked.error.issues[0]?.message ?? "is not accepted";
  throw new OdailiesError(
    origin === "flag" ? "usage" : "config_invalid",
    `--${kebabCase(name)}${shown} cannot be used: ${issue}.`,
    { hint: origin === "flag" ? `See odailies --help.` : `Mend it in ${origin}.` },
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
