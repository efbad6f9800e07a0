// Promise 1, before anything begins: which setting would write into an offload? Pure; what lies where is told to it.
import type { UserFolders } from "./user-folders.ts";
import { type Scope, sending } from "./setting.ts";
import { kebabCase } from "./environment-name.ts";
import { type Config, SETTING_NAMES, type SettingName, SETTINGS } from "./settings.ts";

/** A place that a run writes to. */
export interface WritePlace {
  readonly name: SettingName;
  readonly flag: string;
  /** Absolute. */
  readonly path: string;
}

/** A place with the folders that it lies in, itself first; each by anything that tells it from all others. */
export interface Located<Place> {
  readonly place: Place;
  readonly lineage: readonly string[];
}

/** Every place that a command is told to write to, and where it writes by itself. */
export function listWritePlaces(
  config: Config,
  folders: Pick<UserFolders, "state" | "work" | "library">,
  scope: Scope,
): readonly WritePlace[] {
  const byItself: Partial<Record<SettingName, string>> = sending.includes(scope)
    ? { stateDir: folders.state, workDir: folders.work, library: folders.library }
    : {};
  return SETTING_NAMES.flatMap((name) => {
    const { path: use, on } = SETTINGS[name];
    if (use !== "write" || !on.includes(scope)) return [];
    const path = config[name] ?? byItself[name];
    return typeof path === "string" ? [{ name, flag: `--${kebabCase(name)}`, path }] : [];
  });
}

/** The first that lies in one of the offloads, or is one. */
export function findOffloadWrite(
  writes: readonly Located<WritePlace>[],
  offloads: readonly Located<string>[],
): { readonly write: WritePlace; readonly offload: string } | undefined {
  for (const { place: write, lineage } of writes) {
    const around = offloads.find(
      ({ lineage: [offload] }) => offload !== undefined && lineage.includes(offload),
    );
    if (around) return { write, offload: around.place };
  }
  return undefined;
}
