// What the network, TLS or a proxy did, as one sentence and one action.
import { OdailiesError } from "../domain/errors.ts";
import type { Redactor } from "./redact.ts";
import { mayPass } from "./retry-verdict.ts";

export type NetworkFault =
  | "dns"
  | "refused"
  | "unreachable"
  | "timeout"
  | "broken"
  | "tls"
  | "clock"
  | "proxy"
  | "proxy-down"
  | "not-http";

/** Node's, OpenSSL's and undici's codes. TLS codes: OpenSSL x509_verify_cert_error_string, as Node spells them. */
const FAULT_OF_CODE: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  ENETUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNRESET: "broken",
  ECONNABORTED: "broken",
  EPIPE: "broken",
  UND_ERR_SOCKET: "broken",
  UND_ERR_INFO: "broken",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "broken",
  UND_ERR_PRX_TLS: "proxy",
  CERT_HAS_EXPIRED: "clock",
  CERT_NOT_YET_VALID: "clock",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  UNABLE_TO_GET_ISSUER_CERT: "tls",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  CERT_UNTRUSTED: "tls",
  CERT_REVOKED: "tls",
  CERT_REJECTED: "tls",
  CERT_SIGNATURE_FAILURE: "tls",
  INVALID_CA: "tls",
  HOSTNAME_MISMATCH: "tls",
  EPROTO: "tls",
};

const CODE_PREFIXES: readonly (readonly [string, NetworkFault])[] = [
  ["ERR_TLS_", "tls"],
  ["ERR_SSL_", "tls"],
  ["HPE_", "not-http"],
  ["UND_ERR_HEADERS_OVERFLOW", "not-http"],
];

/** No login, or not by its rules (RFC 1928 §6: reply 2); other replies tell of the line behind it. */
const SOCKS_REFUSAL = /^UND_ERR_SOCKS5_(?:AUTH_|REPLY_2$)/;

/** Undefined for everything that is not the network's doing: that is a bug, or somebody else's error. */
export function findNetworkFault(error: unknown): NetworkFault | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    // undici reports a proxy that refuses the tunnel as an abort, told apart by its text alone.
    const refusal = /^Proxy response \((\d+)\)/.exec(current.message)?.[1];
    // A proxy says so when its own line is down or it has too much to do; a login it lacks does not come by waiting.
    if (refusal !== undefined) return mayPass(Number(refusal)) ? "proxy-down" : "proxy";
    const code = "code" in current ? String(current.code) : "";
    if (SOCKS_REFUSAL.test(code)) return "proxy";
    // Its time limits have no code.
    if (code.startsWith("UND_ERR_SOCKS5") || /^SOCKS5 .*timeout/.test(current.message)) return "proxy-down";
    const fault = FAULT_OF_CODE[code] ?? CODE_PREFIXES.find(([prefix]) => code.startsWith(prefix))?.[1];
    if (fault) return fault;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}

interface Wording {
  readonly says: (host: string) => string;
  readonly hint: string;
  /** May it pass by itself? */
  readonly retryable: boolean;
}

const CHECK_LINE = "Check the internet connection, then run the same command again.";

const WORDING: Readonly<Record<NetworkFault, Wording>> = {
  dns: {
    says: (host) => `The name ${host} could not be looked up (DNS).`,
    hint: CHECK_LINE,
    retryable: true,
  },
  refused: {
    says: (host) => `${host} refused the connection.`,
    hint: "Check that the address is right and that the server runs.",
    retryable: true,
  },
  unreachable: { says: (host) => `There is no way to ${host} from here.`, hint: CHECK_LINE, retryable: true },
  timeout: { says: (host) => `${host} did not answer in time.`, hint: CHECK_LINE, retryable: true },
  broken: { says: (host) => `The connection to ${host} broke off.`, hint: CHECK_LINE, retryable: true },
  tls: {
    says: (host) => `The certificate of ${host} could not be trusted, so nothing was sent.`,
    hint: "If a company firewall inspects traffic, set NODE_EXTRA_CA_CERTS to its CA file; otherwise use another network.",
    retryable: false,
  },
  clock: {
    says: (host) => `The certificate of ${host} is not valid at this computer's date and time.`,
    hint: "Check this computer's clock; if it is right, the server's certificate has run out.",
    retryable: false,
  },
  proxy: {
    says: (host) => `The proxy would not connect to ${host}.`,
    hint: "Check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, and the proxy's login.",
    retryable: false,
  },
  "proxy-down": {
    says: (host) => `The proxy has no connection to ${host} at the moment.`,
    hint: CHECK_LINE,
    retryable: true,
  },
  "not-http": {
    says: (host) => `${host} answered with something that is not HTTP.`,
    hint: "Check the address and its port.",
    retryable: false,
  },
};

/** The person's version of a network error; undefined when it is none. Holds no URL, only the host. */
export function describeNetworkError(
  error: unknown,
  host: string,
  redactor: Redactor,
): OdailiesError | undefined {
  const fault = findNetworkFault(error);
  if (!fault) return undefined;
  const { says, hint, retryable } = WORDING[fault];
  const detail = redactor.redact(error instanceof Error ? error.message : String(error));
  return new OdailiesError("destination_unreachable", redactor.redact(says(host)), {
    hint,
    retryable,
    context: { fault, detail },
  });
}
