// Straight to this computer, through the proxy of the environment to everything else.
import { setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { OdailiesError } from "../domain/errors.ts";
import { isLoopback } from "./http-url.ts";

export interface Dispatchers {
  choose(target: URL): Dispatcher;
  close(): Promise<void>;
}

/**
 * Node gives each address of a host a quarter of a second, which a slow line needs for itself: where IPv6 is dead, no
 * address was ever reached.
 */
const ADDRESS_TIMEOUT_MS = 3000;

/** Throws `config_invalid` when a proxy variable holds no URL. */
export function createDispatchers(options: {
  readonly proxyFromEnvironment: boolean;
  readonly connectTimeoutMs: number;
}): Dispatchers {
  setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_TIMEOUT_MS);
  const settings = { connect: { timeout: options.connectTimeoutMs } };
  const direct = new Agent(settings);
  const outward = options.proxyFromEnvironment ? readProxies(settings) : direct;
  return {
    choose: (target) => (isLoopback(target) ? direct : outward),
    // Idle connections are cut, running requests were ended by their signals.
    close: async () => {
      await Promise.all([direct.destroy(), outward.destroy()]);
    },
  };
}

/** HTTPS_PROXY falls back to HTTP_PROXY, both to ALL_PROXY, which is where `ssh -D` is told. */
function readProxies(settings: Agent.Options): Dispatcher {
  const httpProxy = readVariable("http_proxy") ?? readVariable("all_proxy");
  const httpsProxy = readVariable("https_proxy") ?? httpProxy;
  try {
    return new EnvHttpProxyAgent({
      ...settings,
      ...(httpProxy === undefined ? {} : { httpProxy }),
      ...(httpsProxy === undefined ? {} : { httpsProxy }),
    });
  } catch {
    throw new OdailiesError(
      "config_invalid",
      "A proxy in the environment is not a URL, so nothing can be sent.",
      {
        hint: "Set HTTP_PROXY and HTTPS_PROXY to a URL such as http://proxy:3128 or socks5h://proxy:1080, or unset them.",
      },
    );
  }
}

/** Names are always looked up by a SOCKS proxy, which curl spells `socks5h`. */
function readVariable(name: string): string | undefined {
  const value = process.env[name] ?? process.env[name.toUpperCase()];
  return value === "" ? undefined : value?.replace(/^socks5h:/i, "socks5:");
}
