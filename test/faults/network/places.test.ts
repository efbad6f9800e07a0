import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { TEST_CERTIFICATE, TEST_KEY } from "../../support/net-certificate.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { Exchange } from "./fault-proxy.ts";
import { countRetries, type FaultyRun, prepareRun } from "./faulty-run.ts";
import { type ForwardProxy, startForwardProxy } from "./forward-proxy.ts";
import { CLIPS, makeSmallCard, type SmallCard } from "./small-card.ts";

const DAY_MS = 24 * 3600 * 1000;
const TLS = { key: TEST_KEY, cert: TEST_CERTIFICATE };
/** Nobody but the forward proxy can look these names up (RFC 6761 §6.2). */
const NAMED = { nameOf: (what: "api" | "storage", port: number) => `${what}.dailies.test:${port}` };

let card: SmallCard;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "odailies-test-"));
  card = await makeSmallCard(folder);
  return () => rm(folder, { recursive: true });
});

async function expectAllUp(faulty: FaultyRun): Promise<void> {
  const { clips, ...judged } = await faulty.judge();
  expect(judged).toEqual({ lost: [], wrong: [], strange: [], leaks: [] });
  expect(Object.keys(clips as object)).toEqual([...CLIPS]);
  expect(JSON.stringify(clips)).toContain('"scene":"22"');
}

async function expectNothingSent({ server, judge }: FaultyRun): Promise<void> {
  expect(server.files.size).toBe(0);
  expect((await judge()).leaks).toEqual([]);
}

describe("clocks", () => {
  test.each([
    ["a day ahead", DAY_MS],
    ["a day behind", -DAY_MS],
  ])("a server whose clock is %s: its Date decides, not this computer's", async (_, skewMs) => {
    const faulty = await prepareRun(card, { skewMs });
    const run = await faulty.run();
    expect(run.exitCode, run.stdout).toBe(0);
    expect(countRetries(faulty.runs)).toBe(0);
    await expectAllUp(faulty);
  });

  test("an expired URL is told by the server's clock, and signed again", async () => {
    const faulty = await prepareRun(card, { skewMs: -DAY_MS });
    const call = { name: "PUT", match: /^PUT/ };
    faulty.proxy.fail(call, async ({ read, give }: Exchange) => {
      await read();
      const headers = { date: new Date(Date.now() - DAY_MS + 3_600_000).toUTCString() };
      give({ status: 403, headers, body: "<Error><Code>AccessDenied</Code></Error>" });
    });
    expect((await faulty.run()).exitCode).toBe(0);
    await expectAllUp(faulty);
  });
});

describe("names", () => {
  test("a store whose name cannot be looked up for a while is waited for", async () => {
    const faulty = await prepareRun(card);
    const call = { name: "sign", match: /^GET .*\/upload\// };
    const nowhere = async ({ read, forward, give }: Exchange) => {
      const answer = await forward(await read());
      give({ ...answer, body: answer.body.replace(/http:\/\/[^/]+/, "http://storage.dailies.test") });
    };
    faulty.proxy.fail(call, nowhere, 3);
    const run = await faulty.run({}, ["--insecure"]);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.stdout).toContain("storage.dailies.test could not be looked up (DNS)");
    expect(countRetries(faulty.runs)).toBe(3);
    await expectAllUp(faulty);
  });

  test("a service whose name cannot be looked up ends the run, and nothing is sent", async () => {
    const faulty = await prepareRun(card, NAMED);
    const run = await faulty.run();
    expect(run.exitCode).toBe(40);
    expect(run.lineOf("result")).toMatchObject({ code: "destination_unreachable" });
    expect(run.stdout).toMatch(/api\.dailies\.test(?::\d+)? could not be looked up \(DNS\)/);
    await expectNothingSent(faulty);
  });
});

describe("proxies of the environment", () => {
  function tellHosts({ api, storage }: FaultyRun["proxy"], { hosts }: ForwardProxy): void {
    for (const origin of [api, storage]) {
      const { host, port, protocol } = new URL(origin);
      hosts.set(host, `${protocol}//127.0.0.1:${port}`);
    }
  }
  const hostOf = (origin: string) => new URL(origin).host;

  test.each([["HTTP_PROXY"], ["http_proxy"]])(
    "%s is the way to everything that is not this computer",
    async (variable) => {
      const [faulty, way] = await Promise.all([prepareRun(card, NAMED), startForwardProxy()]);
      tellHosts(faulty.proxy, way);
      const run = await faulty.run({ [variable]: way.url });
      expect(run.exitCode, run.stdout).toBe(0);
      expect(new Set(way.asked)).toEqual(new Set([hostOf(faulty.proxy.api), hostOf(faulty.proxy.storage)]));
      await expectAllUp(faulty);
    },
  );

  test("HTTPS_PROXY tunnels, and the certificate is still the service's own", async () => {
    const [faulty, way] = await Promise.all([prepareRun(card, { ...NAMED, tls: TLS }), startForwardProxy()]);
    tellHosts(faulty.proxy, way);
    const refused = await faulty.run({ HTTPS_PROXY: way.url });
    expect(refused.exitCode).toBe(40);
    expect(refused.stdout).toContain("could not be trusted");
    await expectNothingSent(faulty);
    const trusted = await faulty.run({ HTTPS_PROXY: way.url, NODE_EXTRA_CA_CERTS: await writeCertificate() });
    expect(trusted.exitCode, trusted.stdout).toBe(0);
    await expectAllUp(faulty);
  });

  test("NO_PROXY goes past it", async () => {
    const [faulty, way] = await Promise.all([prepareRun(card, NAMED), startForwardProxy()]);
    tellHosts(faulty.proxy, way);
    const run = await faulty.run({ HTTP_PROXY: way.url, NO_PROXY: ".dailies.test" });
    expect(run.stdout).toContain("could not be looked up (DNS)");
    expect(way.asked).toEqual([]);
    await expectNothingSent(faulty);
  });

  test("this computer is never asked for through a proxy", async () => {
    const [faulty, way] = await Promise.all([prepareRun(card), startForwardProxy()]);
    expect((await faulty.run({ HTTP_PROXY: way.url, HTTPS_PROXY: way.url })).exitCode).toBe(0);
    expect(way.asked).toEqual([]);
    await expectAllUp(faulty);
  });

  test("a proxy whose own line is down is waited for", async () => {
    const [faulty, way] = await Promise.all([prepareRun(card, NAMED), startForwardProxy()]);
    tellHosts(faulty.proxy, way);
    way.refuse(503, 1);
    const run = await faulty.run({ HTTP_PROXY: way.url });
    expect(run.exitCode, run.stdout).toBe(0);
    await expectAllUp(faulty);
  });

  test("a proxy that wants a login ends the run at once, and the proxy's own password is not told", async () => {
    const [faulty, way] = await Promise.all([prepareRun(card, NAMED), startForwardProxy()]);
    tellHosts(faulty.proxy, way);
    way.refuse(407, Number.POSITIVE_INFINITY);
    const password = "hunter2-of-the-company";
    const run = await faulty.run({ HTTP_PROXY: way.url.replace("//", `//me:${password}@`) });
    expect(run.exitCode).toBe(40);
    expect(way.asked.length).toBeLessThanOrEqual(2);
    expect(run.stdout).toContain("The proxy would not connect");
    expect(run.stdout + run.stderr).not.toContain(password);
    await expectNothingSent(faulty);
  });
});

describe("TLS", () => {
  test("a server that nobody vouches for gets nothing; NODE_EXTRA_CA_CERTS vouches for it", async () => {
    const faulty = await prepareRun(card, { tls: TLS });
    const refused = await faulty.run();
    expect(refused.exitCode).toBe(40);
    expect(refused.lineOf("result")).toMatchObject({
      code: "destination_unreachable",
      errors: [
        {
          message: expect.stringMatching(
            /^The certificate of .* could not be trusted, so nothing was sent\.$/,
          ),
          hint: expect.stringContaining("NODE_EXTRA_CA_CERTS"),
        },
      ],
    });
    expect(faulty.proxy.calls).toEqual([]);
    await expectNothingSent(faulty);
    const trusted = await faulty.run({ NODE_EXTRA_CA_CERTS: await writeCertificate() });
    expect(trusted.exitCode, trusted.stdout).toBe(0);
    await expectAllUp(faulty);
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);

test.skipIf(!hasIpv6)("a server at an IPv6 address", async () => {
  const faulty = await prepareRun(card, { host: "::1" });
  const run = await faulty.run();
  expect(run.exitCode, run.stdout).toBe(0);
  await expectAllUp(faulty);
});

async function writeCertificate(): Promise<string> {
  const path = join(await tempFolder(), "ca.pem");
  await writeFile(path, TEST_CERTIFICATE);
  return path;
}
