// Who may see the gallery: this machine, and devices that have opened the address with the key in it.
import { createHmac } from "node:crypto";
import { hostname, networkInterfaces } from "node:os";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Library } from "../library/open-library.ts";
import { hostInUrl, hostsOf, isFromThisMachine } from "../origin.ts";
import type { ServerContext } from "../server-context.ts";
import { isSameSecret } from "../signature.ts";

const COOKIE = "odailies_page";
const DAY_SECONDS = 24 * 60 * 60;

/** The same for every server of a library, so that a tablet needs it once. */
export function pageKeyOf({ signingSecret }: Pick<Library, "signingSecret">): string {
  return createHmac("sha256", signingSecret).update("page key").digest("base64url").slice(0, 22);
}

/** Addresses of this machine by which other devices reach a server that listens on `host`, as they stand in a URL. */
export function reachableHosts(host: string): string[] {
  if (host !== "0.0.0.0" && host !== "::")
    return /^(?:127\.|::1$|localhost$)/.test(host) ? [] : [hostInUrl(host)];
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith("fe80:"))
    .filter(({ family }) => host === "::" || family === "IPv4")
    .map(({ address }) => hostInUrl(address));
}

/** What becomes of a request for a page; `pair` leads to the same page without the key, which the browser keeps. */
export type PageAccess = "open" | "closed" | "pair";

export function judgeAccess(context: ServerContext, request: FastifyRequest): PageAccess {
  if (isFromThisMachine(context, request)) return "open";
  if (!isOwnName(context, request)) return "closed";
  const key = pageKeyOf(context.library);
  if (isSameSecret((request.query as { key?: unknown }).key, key)) return "pair";
  return cookiesOf(request).some((cookie) => isSameSecret(cookie, key)) ? "open" : "closed";
}

/** What proxies add: behind one, every caller seems to be this machine. */
const PROXY_HEADERS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/** Who sits at this machine may change what the pages show; other devices, which have the key, look only. */
export function mayChange(context: ServerContext, request: FastifyRequest): boolean {
  const isPassedOn = PROXY_HEADERS.some((name) => request.headers[name] !== undefined);
  return !isPassedOn && isFromThisMachine(context, request);
}

export function pair(context: ServerContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path] = request.url.split("?");
  const cookie = `${COOKIE}=${pageKeyOf(context.library)}; Path=/; Max-Age=${30 * DAY_SECONDS}; HttpOnly; SameSite=Strict`;
  // A path that begins with two slashes would lead to another host.
  return reply.header("Set-Cookie", cookie).redirect(`/${path?.replace(/^\/+/, "") ?? ""}`, 303);
}

/** By an address or name of this machine: a name that was bent to it (DNS rebinding) is none. */
function isOwnName({ host, port }: ServerContext, request: FastifyRequest): boolean {
  const called = request.headers.host?.toLowerCase() ?? "";
  const names = [...reachableHosts(host), hostname(), `${hostname()}.local`];
  return names.some((name) => hostsOf(name, port).includes(called));
}

function cookiesOf({ headers }: FastifyRequest): string[] {
  return (headers.cookie ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${COOKIE}=`))
    .map((part) => part.slice(COOKIE.length + 1));
}
