// What a service is given of the environment in which its unit was printed, and what it is not, being secret.
import { environmentName } from "../config/environment-name.ts";
import { SETTING_NAMES, SETTINGS } from "../config/settings.ts";

/** Programs, folders, the zone of the clock, and the way out of the network. */
const OF_THE_SYSTEM = /^(?:PATH|TZ|NO_COLOR|XDG_[A-Z_]+|(?:https?|all|no)_proxy|(?:HTTPS?|ALL|NO)_PROXY)$/;
const OF_THE_SESSION = /^XDG_(?:RUNTIME_DIR|SESSION_.*|SEAT.*|VTNR|CURRENT_DESKTOP|ACTIVATION_TOKEN)$/;
/** Whoever knows a webhook's address can write to it. */
const SECRET_NAMES: ReadonlySet<string> = new Set(
  SETTING_NAMES.filter((name) => name === "notify" || "secret" in SETTINGS[name]).map(environmentName),
);
const HAS_LOGIN = /^[a-z0-9]+:\/\/[^/]*@/i;

export interface ServiceEnvironment {
  /** By name, in order. */
  readonly carried: Readonly<Record<string, string>>;
  /** Names of what is secret: the person puts those elsewhere. */
  readonly left: readonly string[];
}

export function serviceEnvironment(env: NodeJS.ProcessEnv): ServiceEnvironment {
  const carried: Record<string, string> = {};
  const left: string[] = [];
  for (const [name, value = ""] of Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === "" || !isForService(name)) continue;
    if (SECRET_NAMES.has(name) || name.endsWith("_TOKEN") || HAS_LOGIN.test(value)) left.push(name);
    else carried[name] = value;
  }
  return { carried, left };
}

function isForService(name: string): boolean {
  return (OF_THE_SYSTEM.test(name) && !OF_THE_SESSION.test(name)) || name.startsWith("ODAILIES_");
}
