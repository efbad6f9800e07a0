// What is said of one kind of destination alone: `[destinations.NAME]` of a config file, and `ODAILIES_NAME_SETTING`.
import { dirname, resolve } from "node:path";
import type { ConfigFile } from "./read-config-file.ts";
import { environmentName } from "./environment-name.ts";

export interface OwnValue {
  readonly value: unknown;
  /** The variable's name, or the file's path. */
  readonly origin: string;
  /** Where a relative path in it starts. */
  readonly folder: string;
}

export interface DestinationTables {
  /** Both as the config file spells them. The environment goes before the files, the nearer file before the other. */
  find(kind: string, setting: string): OwnValue | undefined;
  /** All that the config files say, to be held against what there is. */
  readonly said: readonly { readonly kind: string; readonly setting: string; readonly origin: string }[];
}

export function readTables(
  files: readonly ConfigFile[],
  { env, cwd }: { readonly env: Readonly<Record<string, string | undefined>>; readonly cwd: string },
): DestinationTables {
  return {
    find: (kind, setting) => {
      const variable = environmentName(`${kind}-${setting}`);
      const fromEnvironment = env[variable];
      if (fromEnvironment !== undefined && fromEnvironment !== "")
        return { value: fromEnvironment, origin: variable, folder: cwd };
      for (const { path, destinations } of files) {
        const value = destinations[kind]?.[setting];
        if (value !== undefined) return { value, origin: path, folder: dirname(resolve(cwd, path)) };
      }
      return undefined;
    },
    said: files.flatMap(({ path, destinations }) =>
      Object.entries(destinations).flatMap(([kind, table]) =>
        Object.keys(table).map((setting) => ({ kind, setting, origin: path })),
      ),
    ),
  };
}
