// The flags of a command: its own, and those of the settings that count for it.
import { type Command, Option } from "commander";
import { environmentName } from "../config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../config/settings.ts";
import type { CommandDefinition } from "./command.ts";

/** `helpAll` is the flag that shows what this help leaves out; undefined where it leaves out nothing. */
export async function addFlags(
  command: Command,
  { scope, options = [] }: CommandDefinition,
  helpAll: string | undefined,
): Promise<void> {
  const asksAll = helpAll === undefined;
  for (const { flag, about } of options) command.option(flag, about);
  for (const settingName of scope === undefined ? [] : SETTING_NAMES) {
    const setting = SETTINGS[settingName];
    const on: readonly string[] = setting.on;
    if (!on.includes("all") && !on.includes(scope ?? "")) continue;
    if (command.options.some((option) => option.long === setting.flag.split(" ")[0])) continue;
    const about = asksAll ? `${setting.about} [${environmentName(settingName)}]` : setting.about;
    const option = new Option(setting.flag, about).helpGroup(heading(setting.group));
    if ("notYet" in setting || (!asksAll && !("isCommon" in setting))) option.hideHelp();
    if ("listSeparator" in setting)
      option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
  const config = new Option("--config <file>", "config file instead of odailies.toml [ODAILIES_CONFIG]");
  const profile = new Option("--profile <name>", "profile of the config file [ODAILIES_PROFILE]");
  for (const option of [config, profile]) command.addOption(asksAll ? option : option.hideHelp());
  if (!asksAll) command.addHelpText("after", allHint(helpAll));
  // Destinations are not loaded for the sake of a help that nobody has asked for.
  else if (command.options.some(({ long }) => long === "--to"))
    command.addHelpText("after", (await import("./kind-settings-help.ts")).kindSettingsHelp());
}

const allHint = (flag: string) => `
${flag} shows every flag with its environment variable (ODAILIES_PROJECT is --project).`;

/** `picture` → `Picture:`. */
function heading(group: string): string {
  return `${group.charAt(0).toUpperCase()}${group.slice(1)}:`;
}
