// The settings in force that differ from their defaults, for the start line: never a secret.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { kebabCase } from "../config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../config/settings.ts";

export function shownOptions({ config, origins }: ResolvedConfig): Record<string, unknown> {
  const shown = SETTING_NAMES.filter((name) => origins[name] !== "default" && !("secret" in SETTINGS[name]));
  return Object.fromEntries(shown.map((name) => [kebabCase(name).replaceAll("-", "_"), config[name]]));
}
