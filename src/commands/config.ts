// `odailies config`: which settings are in force and where each came from; secrets are only said to be there.
import { kebabCase, SETTING_NAMES, SETTINGS } from "../config/settings.ts";
import { userFolders } from "../config/user-folders.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import type { CommandCall } from "./command.ts";

export function config({ resolved, streams }: CommandCall): Promise<number> {
  const rows = SETTING_NAMES.map((name) => ({
    setting: kebabCase(name),
    value:
      "secret" in SETTINGS[name] && resolved.config[name] !== undefined
        ? "(set)"
        : shown(resolved.config[name]),
    from: resolved.origins[name],
  }));
  const folders = Object.entries(userFolders(resolved.config)).map(([name, value]) => ({
    setting: `${name} folder`,
    value,
    from: "",
  }));
  const all = [...rows, ...folders];
  if (resolved.config.json) renderObjects("setting", all, streams);
  else renderTable(all, streams);
  return Promise.resolve(0);
}

function shown(value: string | number | boolean | readonly string[] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
