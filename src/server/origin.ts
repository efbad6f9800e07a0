// Who may call: no page of another site, no name that was bent to this machine (DNS rebinding).
import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import type { ServerContext } from "./server-context.ts";

/** The names of this machine that its own browser uses, with the port that the server has got. */
export function loopbackHostsOf(port: number): string[] {
  return ["localhost", "127.0.0.1", "[::1]"].flatMap((name) => hostsOf(name, port));
}

/** What `Host` may hold for a name or an address as it stands in a URL, in lower case. */
export function hostsOf(name: string, port: number): string[] {
  const host = name.toLowerCase();
  // Browsers leave the port out where it is HTTP's own.
  return port === 80 ? [host, `${host}:${port}`] : [`${host}:${port}`];
}

/** Browsers name the page that calls in `Origin`; there is no CORS here, so only our own page may. */
export function hasForeignOrigin(context: ServerContext, request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  return ![...context.loopbackHosts].some((host) => origin === `http://${host}`);
}

/** Asked from this machine, by a name that is this machine's own. */
export function isFromThisMachine(context: ServerContext, request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? "";
  const isLoopback = address === "::1" || /^(?:::ffff:)?127\./.test(address);
  return isLoopback && context.loopbackHosts.has(request.headers.host?.toLowerCase() ?? "");
}

/** `http://host:port` as the caller has reached us, so that a URL given back leads the same way. */
export function calledOrigin(request: FastifyRequest, port: number): string {
  const { host } = request.headers;
  if (host !== undefined && /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(host)) {
    return `http://${host}`;
  }
  return `http://127.0.0.1:${port}`;
}

/** `host` as it stands in a URL. */
export function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return isIP(host) === 6 ? `[${host}]` : host;
}
