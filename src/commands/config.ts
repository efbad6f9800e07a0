// `odailies config`: which settings are in force and where each came from; secrets are only said to be there.
import { asText } from "../config/describe-files.ts";
import type { ConfigFileFound } from "../config/find-config-files.ts";
import { describeTokenOrigin } from "../config/read-token.ts";
import { kebabCase } from "../config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../config/settings.ts";
import { userFolders } from "../config/user-folders.ts";
import { odailies } from "../destinations/odailies/odailies-kind.ts";
import { OdailiesError } from "../domain/errors.ts";
import { renderObjects } from "../render/render-result.ts";
import { renderTable, type TableRow } from "../render/render-table.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findServicePlace } from "../setup/service-place.ts";
import { trustConfig } from "./config-trust.ts";

export function config(call: CommandCall): Promise<number> {
  const [action, file, ...more] = call.args;
  if (action === undefined) return showConfig(call);
  if (action === "trust" && more.length === 0) return trustConfig(call);
  throw new OdailiesError(
    "usage",
    `odailies config ${[action, file, ...more].join(" ").trim()} means nothing.`,
    {
      hint: "odailies config shows the settings in force, odailies config trust [file] lets all of a config file count.",
    },
  );
}

async function showConfig({ resolved, streams }: CommandCall): Promise<number> {
  const own = userFolders(resolved.config);
  const { token } = findServicePlace(odailies, resolved, { isOnly: true });
  const tokenOrigin = await describeTokenOrigin(token, own.config);
  const rows = SETTING_NAMES.map((name) => {
    const setting = kebabCase(name);
    if ("secret" in SETTINGS[name]) {
      return { setting, value: tokenOrigin === undefined ? "" : "(set)", from: tokenOrigin ?? "default" };
    }
    return { setting, value: shown(resolved.config[name]), from: resolved.origins[name] };
  });
  const tables = resolved.destinations.said.map(({ kind, setting }) => {
    const { value, origin } = resolved.destinations.find(kind, setting) ?? { value: "", origin: "" };
    return { setting: `destinations.${kind} ${setting}`, value: asText(value), from: origin };
  });
  const folders = Object.entries(own).map(([name, value]) => ({
    setting: `${name} folder`,
    value,
    from: "",
  }));
  const all = [...rows, ...tables, ...folders, ...resolved.files.flatMap(fileRows)];
  if (resolved.config.json) renderObjects("setting", all, streams);
  else renderTable(all, streams);
  return 0;
}

const STANDING = {
  named: "named for this run: all of it counts",
  own: "your own: all of it counts",
  trusted: "trusted: all of it counts",
  found: "found here or above: what a show decides counts",
  refused: "not read",
} as const;

function fileRows({ path, standing, why, notTaken }: ConfigFileFound): readonly TableRow[] {
  const from = why === undefined ? STANDING[standing] : `${STANDING[standing]}: ${why}`;
  const left = Object.entries(notTaken).map(([name, value]) => ({
    setting: `${kebabCase(name)} (not taken)`,
    value: asText(value),
    from: `${path} is not trusted`,
  }));
  return [{ setting: "config file", value: path, from }, ...left];
}

function shown(value: string | number | boolean | readonly string[] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" ? value.join(", ") : String(value);
}
