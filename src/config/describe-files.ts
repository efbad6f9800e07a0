// What a person has to know of the config files that were looked at: what of them did not count, and why.
import type { ConfigFileFound } from "./find-config-files.ts";
import { kebabCase } from "./environment-name.ts";

export interface ConfigWarning {
  readonly code: "config_not_trusted" | "config_refused";
  readonly message: string;
}

/** One per file of which something did not count. */
export function warnOfFiles(files: readonly ConfigFileFound[]): readonly ConfigWarning[] {
  return files.flatMap((file): ConfigWarning[] => {
    const { path, why } = file;
    if (why !== undefined) {
      const message = `${path} was not read: ${why}. If it is to count, name it with --config.`;
      return [{ code: "config_refused", message }];
    }
    const names = namesNotTaken(file);
    if (names === "") return [];
    const message = `${path} is not trusted, so this was not taken from it: ${names}. If you know who wrote it: odailies config trust '${path}'`;
    return [{ code: "config_not_trusted", message }];
  });
}

/** `ffmpeg, token-file`; empty where all of it counts. */
export function namesNotTaken({ notTaken }: ConfigFileFound): string {
  return Object.keys(notTaken).map(kebabCase).join(", ");
}

/** A value as a config file has it, on one line. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
