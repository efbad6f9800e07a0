// The end of `--help-all`: what one destination alone can be told, which is no flag.
import { environmentName, kebabCase } from "../config/environment-name.ts";
import { DESTINATION_KINDS } from "../destinations/index.ts";
import type { DestinationKind } from "../destinations/kind.ts";

export function kindSettingsHelp(): string {
  const kinds: readonly DestinationKind[] = DESTINATION_KINDS;
  return kinds
    .flatMap(({ name, label, settings }) => (settings ? tableHelp(name, label, settings) : []))
    .join("\n");
}

function tableHelp(
  kind: string,
  label: string,
  settings: NonNullable<DestinationKind["settings"]>,
): readonly string[] {
  const rows = Object.entries(settings).map(([name, { about }]) => {
    const setting = kebabCase(name);
    return `  ${setting.padEnd(15)} ${about} [${environmentName(`${kind}-${setting}`)}]`;
  });
  return ["", `Of ${label} alone, below [destinations.${kind}] of odailies.toml:`, ...rows];
}
