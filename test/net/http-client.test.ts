import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  getDefaultAutoSelectFamilyAttemptTimeout,
} from "node:net";
import { describe, expect, test, vi, onTestFinished } from "vitest";
import { isLoopback } from "../../src/net/http-url.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../support/net-certificate.ts";
import { never, rejection, testClient } from "../support/net-client.ts";
import { listen, startServer } from "../support/net-server.ts";

const get = (url: string) => ({ method: "GET", url, signal: never }) as const;

describe("send", () => {
  test("gives status, headers, body and the server's clock", async () => {
    const url = await startServer((_request, response) => {
      response.sendDate = false;
      response.writeHead(201, { Date: "Wed, 22 Apr 2026 10:00:00 GMT", "X-Thing": "1" }).end("größe");
    });
    const reply = await testClient().send(get(`${url}/x`));
    expect(reply).toMatchObject({ status: 201, text: "größe", host: new URL(url).host });
    expect(reply.headers["x-thing"]).toBe("1");
    expect(reply.serverTime?.toISOString()).toBe("2026-04-22T10:00:00.000Z");
  });

  test("sends method, headers, body and the program's name", async () => {
    let seen = "";
    const url = await startServer(async (request, response) => {
      for await (const chunk of request) seen += String(chunk);
      seen += ` ${request.method} ${request.headers["content-type"]} ${request.headers["user-agent"]}`;
      response.end();
    });
    const client = testClient({ userAgent: "odailies/1.2.3" });
    await client.send({
      ...get(url),
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(seen).toBe("{} PATCH application/json odailies/1.2.3");
  });

  test("keeps percent-encoding as it is", async () => {
    let path = "";
    const url = await startServer((request, response) => {
      path = request.url ?? "";
      response.end();
    });
    await testClient().send(get(`${url}/a%2Fb/%C3%A9%20x`));
    expect(path).toBe("/a%2Fb/%C3%A9%20x");
  });

  test("does not follow redirects", async () => {
    const url = await startServer((_request, response) => {
      response.writeHead(302, { location: "http://127.0.0.1:1/secret" }).end();
    });
    expect((await testClient().send(get(url))).status).toBe(302);
  });

  test("cuts the body of an error", async () => {
    const url = await startServer((_request, response) => {
      response.writeHead(500).end("x".repeat(3_000_000));
    });
    expect((await testClient().send(get(url))).text).toHaveLength(64 * 1024);
  });

  test("refuses an answer without end instead of filling the memory", async () => {
    const url = await startServer((_request, response) => {
      const block = Buffer.alloc(1024 * 1024, "x");
      const more = (): void => void response.write(block, () => setImmediate(more));
      more();
    });
    expect(await rejection(testClient().send(get(url)))).toMatchObject({ code: "reply_not_understood" });
  });

  test("a server whose answer drips in byte by byte is unreachable", async () => {
    const url = await startServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 20);
      response.once("close", () => clearInterval(drip));
    });
    const error = await rejection(testClient({ stallTimeoutMs: 200 }).send(get(url)));
    expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
  });

  test("a server that falls silent is unreachable", async () => {
    const url = await startServer(() => {});
    const error = await rejection(testClient({ stallTimeoutMs: 50 }).send(get(url)));
    expect(error).toMatchObject({ code: "destination_unreachable", context: { fault: "timeout" } });
  });

  test("a refused connection says which host", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => {
      gone.listen(0, "127.0.0.1", resolve);
    });
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => {
      gone.close(resolve);
    });
    const error = await rejection(testClient().send(get(`http://127.0.0.1:${port}/t0ken`)));
    expect(error).toMatchObject({ code: "destination_unreachable", context: { fault: "refused" } });
    expect((error as Error).message).toBe(`127.0.0.1:${port} refused the connection.`);
  });

  test("a connection that breaks off is unreachable", async () => {
    const url = await startServer((request) => void request.socket.resetAndDestroy());
    expect(await rejection(testClient().send(get(url)))).toMatchObject({ context: { fault: "broken" } });
  });

  test("an address that is no URL is refused without repeating it", async () => {
    const error = await rejection(testClient().send(get("ftp://host/t0ken")));
    expect(error).toMatchObject({ code: "reply_not_understood" });
    expect(String((error as Error).stack)).not.toContain("t0ken");
  });

  test("an untrusted certificate ends it before anything is sent", async () => {
    const requests: string[] = [];
    const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
      requests.push(request.url ?? "");
      response.end();
    });
    const url = (await listen(server)).replace("http:", "https:");
    const error = await rejection(testClient().send(get(`${url}/t0ken`)));
    expect(error).toMatchObject({
      code: "destination_unreachable",
      retryable: false,
      context: { fault: "tls" },
    });
    expect(requests).toEqual([]);
  });

  test("an abort ends it with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = Object.assign(new Error("stop"), { code: "ECONNRESET" });
    const url = await startServer(() => controller.abort(reason));
    expect(await rejection(testClient().send({ ...get(url), signal: controller.signal }))).toBe(reason);
  });

  test("the client's own signal ends it too", async () => {
    const controller = new AbortController();
    const url = await startServer(() => controller.abort("all"));
    expect(await rejection(testClient({ signal: controller.signal }).send(get(url)))).toBe("all");
  });
});

test("a host's next address is not tried before a slow line has had time for the first", () => {
  testClient();
  expect(getDefaultAutoSelectFamilyAttemptTimeout()).toBeGreaterThanOrEqual(2000);
});

describe("proxies", () => {
  async function startProxy(backend: string, answer = "HTTP/1.1 200 OK\r\n\r\n") {
    const asked: string[] = [];
    const proxy = createServer((_request, response) => response.writeHead(500).end());
    proxy.on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.on("error", () => {});
      socket.write(answer);
      if (!answer.includes("200")) return void socket.end();
      const { hostname, port } = new URL(backend);
      const onward = connect(Number(port), hostname);
      onward.on("error", () => {});
      onTestFinished(() => void onward.destroy());
      socket.pipe(onward).pipe(socket);
    });
    const url = await listen(proxy);
    for (const name of ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"]) vi.stubEnv(name, url);
    for (const name of ["no_proxy", "NO_PROXY"]) vi.stubEnv(name, "");
    onTestFinished(() => void vi.unstubAllEnvs());
    return asked;
  }

  test("the environment's proxy is used for other hosts and never for this computer", async () => {
    const backend = await startServer((_request, response) => response.end("hello"));
    const asked = await startProxy(backend);
    const client = testClient({ proxyFromEnvironment: true });
    expect((await client.send(get("http://odailies.test/x"))).text).toBe("hello");
    expect(asked).toEqual(["odailies.test:80"]);
    expect((await client.send(get(backend))).text).toBe("hello");
    expect(asked).toHaveLength(1);
  });

  /** RFC 1928, as far as a client without a login needs it. */
  async function startSocks(backend: string, reply = 0) {
    const asked: string[] = [];
    const proxy = createTcpServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        socket.write(Buffer.from([5, 0]));
        socket.once("data", (request: Buffer) => {
          const length = request[4] ?? 0;
          asked.push(`${request.toString("latin1", 5, 5 + length)}:${request.readUInt16BE(5 + length)}`);
          socket.write(Buffer.from([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]));
          if (reply !== 0) return void socket.end();
          const onward = connect(Number(new URL(backend).port), "127.0.0.1");
          onward.on("error", () => {});
          onTestFinished(() => void onward.destroy());
          socket.pipe(onward).pipe(socket);
        });
      });
    });
    return { asked, port: new URL(await listen(proxy)).port };
  }

  test.each(["ALL_PROXY", "http_proxy"])(
    "%s may be a SOCKS proxy, which looks the name up",
    async (variable) => {
      const backend = await startServer((_request, response) => response.end("hello"));
      const { asked, port } = await startSocks(backend);
      vi.stubEnv(variable, `socks5h://127.0.0.1:${port}`);
      onTestFinished(() => void vi.unstubAllEnvs());
      const client = testClient({ proxyFromEnvironment: true });
      expect((await client.send(get("http://odailies.test/x"))).text).toBe("hello");
      expect(asked).toEqual(["odailies.test:80"]);
    },
  );

  test.each([
    [2, "proxy"],
    [4, "proxy-down"],
  ])("a SOCKS proxy that answers %i is named", async (reply, fault) => {
    const { port } = await startSocks("http://127.0.0.1:1", reply);
    vi.stubEnv("ALL_PROXY", `socks5h://127.0.0.1:${port}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const error = await rejection(
      testClient({ proxyFromEnvironment: true }).send(get("http://odailies.test/x")),
    );
    expect(error).toMatchObject({ code: "destination_unreachable", context: { fault } });
  });

  test("a proxy that refuses is named", async () => {
    await startProxy("http://127.0.0.1:1", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    const client = testClient({ proxyFromEnvironment: true });
    const error = await rejection(client.send(get("http://odailies.test/x")));
    expect(error).toMatchObject({ code: "destination_unreachable", context: { fault: "proxy" } });
  });

  test("a proxy variable that is no URL is a clear error", () => {
    vi.stubEnv("http_proxy", "::nonsense::");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(() => testClient({ proxyFromEnvironment: true })).toThrow(/proxy in the environment is not a URL/);
  });

  test.each([
    ["http://localhost:8448", true],
    ["http://library.localhost", true],
    ["http://127.8.9.1:1", true],
    ["http://[::1]:80", true],
    ["http://10.0.0.1", false],
    ["https://odailies.com", false],
    ["http://127.0.0.1.evil.example", false],
    ["http://notlocalhost", false],
  ])("%s is this computer: %s", (url, expected) => {
    expect(isLoopback(new URL(url))).toBe(expected);
  });
});
