// `odailies config`: which settings are in force and where each came from; secrets are only said to be there.
import { describeTokenOrigin } from "../config/read-token.ts";
import { kebabCase, SETTING_NAMES, SETTINGS } from "../config/settings.ts";
import { userFolders } from "../config/user-folders.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable } from "../render/render-table.ts";
import type { CommandCall } from "./command.ts";

export async function config({ resolved, streams }: CommandCall): Promise<number> {
  const own = userFolders(resolved.config);
  const tokenOrigin = await describeTokenOrigin(resolved, own.config);
  const rows = SETTING_NAMES.map((name) => {
    const setting = kebabCase(name);
    if ("secret" in SETTINGS[name]) {
      return { setting, value: tokenOrigin === undefined ? "" : "(set)", from: tokenOrigin ?? "default" };
    }
    return { setting, value: shown(resolved.config[name]), from: resolved.origins[name] };
  });
  const folders = Object.entries(own).map(([name, value]) => ({
    setting: `${name} folder`,
    value,
    from: "",
  }));
  const all = [...rows, ...folders];
  if (resolved.config.json) renderObjects("setting", all, streams);
  else renderTable(all, streams);
  return 0;
}

function shown(value: string | number | boolean | readonly string[] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
