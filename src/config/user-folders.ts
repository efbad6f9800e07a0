// Where this program keeps its own things: never on a card, always where the system expects it.
import { join } from "node:path";
import { MISSING_HOME } from "./ensure-home.ts";
import envPaths from "env-paths";
import type { Config } from "./settings.ts";

export interface UserFolders {
  readonly config: string;
  /** Journals, receipts, locks. */
  readonly state: string;
  /** Proxies being made; may be deleted at any time. */
  readonly work: string;
  /** Clips of the embedded server. */
  readonly library: string;
}

const paths = envPaths("odailies", { suffix: "" });

/** What a user without a home folder has to know. */
export const HOME_WARNING =
  MISSING_HOME === undefined
    ? undefined
    : ({
        code: "home_missing",
        message: `This user has no home folder, so what was sent is written down in ${MISSING_HOME}, which may be gone at the next start. Set HOME, or give --state-dir.`,
      } as const);

export const USER_CONFIG_FOLDER = paths.config;
/** What is only kept to be quicker the next time. */
export const USER_CACHE_FOLDER = paths.cache;

export function userFolders(config: Pick<Config, "workDir" | "stateDir" | "library">): UserFolders {
  return {
    config: paths.config,
    state: config.stateDir ?? join(paths.data, "state"),
    work: config.workDir ?? join(paths.cache, "work"),
    library: config.library ?? join(paths.data, "library"),
  };
}
