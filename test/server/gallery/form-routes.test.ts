import { hostname } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { pageKeyOf } from "../../../src/server/gallery/page-access.ts";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { openForm, sendForm } from "../../support/gallery-form.ts";
import { handClock, PROJECT, startTestServer, type TestServer } from "../../support/server-fixture.ts";

const CLIP = `/clips/${PROJECT}/A001`;
const PROJECT_PAGE = `/projects/${PROJECT}`;

async function startWithClip(clock = handClock()): Promise<TestServer> {
  const server = await startTestServer({ clock: clock.now });
  await server.upload("_graded/A001.mp4", "0123456789");
  await server.upload("_log/A001.mp4", "log");
  return server;
}

/** Each form, as it is open and ready to be sent. */
const FORMS: readonly (readonly [path: string, typed: Readonly<Record<string, string>>])[] = [
  [`${CLIP}/edit`, { scene: "99" }],
  [`${CLIP}/rename?to=B001`, {}],
  [`${CLIP}/remove`, {}],
  [`${PROJECT_PAGE}/rename?to=P2`, {}],
  [`${PROJECT_PAGE}/remove`, {}],
];

const isAsItWas = async (server: TestServer) => {
  expect(await server.clip("A001")).toEqual({ name: "A001", fileSize: 10 });
  expect(await server.files()).toHaveLength(2);
};

test("each form is refused without its token, and from any other page", async () => {
  const clock = handClock();
  const server = await startWithClip(clock);
  for (const [path, typed] of FORMS) {
    const form = await openForm(server, path);
    const policy = String(form.page.headers["content-security-policy"]);
    expect(policy).toContain("form-action 'self'");
    expect(form.page.headers["cache-control"]).toBe("no-store");
    const token = form.fields["token"]!;
    const body = new URLSearchParams({ ...form.fields, ...typed }).toString();
    const type = { "Content-Type": "application/x-www-form-urlencoded" };
    const refused = [
      await form.send({ ...typed, token: undefined }),
      await form.send({ ...typed, token: "" }),
      await form.send({ ...typed, token: `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}` }),
      await form.send({ ...typed, token: token.replace(/^\d+/, (madeAt) => String(Number(madeAt) - 1)) }),
      await form.send(typed, { Origin: "http://evil.example" }),
      await form.send(typed, { Origin: "null" }),
      await form.send(typed, { Origin: `http://localhost:${server.port}` }),
      await form.send(typed, { "Sec-Fetch-Site": "cross-site" }),
      await form.send(typed, { "Sec-Fetch-Site": "same-site" }),
      await form.send(typed, { Host: `evil.example:${server.port}` }),
      await form.send(typed, { "X-Forwarded-For": "192.0.2.7" }),
      await server.call("POST", path, { body, headers: type }),
    ];
    clock.forward(13 * 60 * 60_000);
    refused.push(await form.send(typed));
    for (const answer of refused) {
      expect([answer.status, answer.headers["content-type"]]).toEqual([403, "text/html; charset=utf-8"]);
      expect(answer.text).toContain('<p><a href="');
    }
  }
  await isAsItWas(server);
});

test("each form does nothing by any other method or type", async () => {
  const server = await startWithClip();
  const headers = { Origin: server.url };
  for (const [path, typed] of FORMS) {
    const { fields } = await openForm(server, path);
    const [address] = path.split("?");
    const query = new URLSearchParams({ ...fields, ...typed }).toString();
    expect((await server.call("GET", `${address}?${query}`, { headers })).status).toBe(200);
    for (const method of ["PUT", "DELETE", "PATCH"]) {
      const answer = await server.call(method, `${address}?${query}`, { headers });
      expect([answer.status, answer.headers["allow"]]).toEqual([405, "GET, HEAD, POST"]);
    }
    const json = { ...fields, ...typed };
    expect((await server.call("POST", path, { json, headers })).status).toBe(415);
  }
  await isAsItWas(server);
});

test("another device sees no form, and may send none", async () => {
  const server = await startWithClip();
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  const host = `${hostname()}:${server.port}`;
  const headers = { Host: host, Cookie: `odailies_page=${pageKeyOf(library)}` };
  for (const path of ["/", CLIP]) {
    const { status, text } = await server.call("GET", path, { headers });
    expect(status).toBe(200);
    expect(text).not.toMatch(/<form|\/edit"|\/rename"|\/remove"/);
  }
  for (const [path, typed] of FORMS) {
    const page = await server.call("GET", path, { headers });
    expect(page.status).toBe(403);
    expect(page.text).not.toMatch(/<form|A001|token/);
    const form = await openForm(server, path);
    expect((await form.send(typed, { ...headers, Origin: `http://${host}` })).status).toBe(403);
  }
  await isAsItWas(server);
});

test("pages without a form still allow none", async () => {
  const server = await startWithClip();
  for (const path of ["/", CLIP, "/nothing"]) {
    const { headers } = await server.call("GET", path);
    expect(headers["content-security-policy"]).toContain("form-action 'none'");
  }
});

test("what is not there is 404, by form or without", async () => {
  const server = await startWithClip();
  const gone = [
    `/clips/${PROJECT}/B001/edit`,
    `/clips/${PROJECT}/B001/rename?to=C001`,
    `/clips/${PROJECT}/B001/remove`,
    "/clips/P2/A001/remove",
    "/projects/P2/rename?to=P3",
    "/projects/P2/remove",
    "/projects/..%2f..%2fx/remove",
  ];
  for (const path of gone) {
    expect((await server.call("GET", path)).status).toBe(404);
    expect((await sendForm(server, path, "token=1.1&to=C001")).status).toBe(404);
  }
});
