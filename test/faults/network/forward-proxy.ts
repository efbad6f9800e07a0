// A company's proxy: the only way out, and the only one that can look up names.
import { createServer, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { listen } from "../../support/net-server.ts";

export interface ForwardProxy {
  /** For HTTP_PROXY and HTTPS_PROXY. */
  readonly url: string;
  /** Hosts that it was asked for, each time a connection or request was made. */
  readonly asked: string[];
  /** Hosts as the program spells them → origin where they really are. */
  readonly hosts: Map<string, string>;
  /** So many tunnels are answered with this status. */
  refuse(status: number, times: number): void;
}

/** Knows both ways: CONNECT to a host, and a request with its whole URL (RFC 9110 §9.3.6, RFC 9112 §3.2.2). */
export async function startForwardProxy(): Promise<ForwardProxy> {
  const hosts = new Map<string, string>();
  const asked: string[] = [];
  let refusal = { status: 0, left: 0 };
  const server = createServer((request, response) => {
    const { host, pathname, search } = new URL(request.url ?? "");
    asked.push(host);
    const { method, headers } = request;
    const onward = httpRequest(
      `${hosts.get(host) ?? ""}${pathname}${search}`,
      { method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.on("connect", ({ url = "" }, socket: Socket, head: Buffer) => {
    asked.push(url);
    socket.on("error", () => undefined);
    const origin = hosts.get(url);
    if (refusal.left > 0 || origin === undefined) {
      const status = refusal.left > 0 ? refusal.status : 502;
      refusal.left -= 1;
      return void socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
    }
    const { hostname, port } = new URL(origin);
    const onward = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  const url = await listen(server);
  return { url, asked, hosts, refuse: (status, times) => void (refusal = { status, left: times }) };
}
