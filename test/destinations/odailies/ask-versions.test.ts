import { describe, expect, test } from "vitest";
import { openOdailies } from "../../../src/destinations/odailies/open-odailies.ts";
import type { OdailiesError } from "../../../src/domain/errors.ts";
import { never, QUICK_RETRY, rejection, testClient } from "../../support/net-client.ts";
import { PORTAL_PAGE, startOdailiesServer } from "../../support/net-odailies-server.ts";

type Warning = { readonly code: string; readonly message: string };

async function prepare(apiVersion: "auto" | "v1" | "v2" = "auto") {
  const server = await startOdailiesServer();
  server.clips.set("A", { scene: "1" });
  const { api, project, token } = server;
  const warnings: Warning[] = [];
  const destination = openOdailies({
    ...{ api, project, token, apiVersion, http: testClient() },
    retry: { policy: { ...QUICK_RETRY, networkAttempts: Number.POSITIVE_INFINITY } },
    warn: (warning) => warnings.push(warning),
  });
  return { server, destination, warnings };
}

const said = (status: number, message: string) => ({
  status,
  body: JSON.stringify({ error: { message } }),
  headers: { "content-type": "application/json" },
});

describe("auto", () => {
  test.each([
    ["400", said(400, "invalid URL format")],
    ["403", said(403, "v2 is not for this plan")],
    ["405", said(405, "Method Not Allowed")],
    ["410", said(410, "Gone")],
    ["500", said(500, "Oops")],
    ["503", said(503, "Busy")],
    ["a web page", { status: 200, body: PORTAL_PAGE }],
    ["JSON that is not the API's", { status: 200, body: '{"hello":1}' }],
    ["an error inside a success", { status: 200, body: '{"error":{"message":"No v2 here"}}' }],
    ["a connection that breaks off", { resetAfterBytes: 0 }],
  ])("goes on by v1 where v2 answers %s, and says so once", async (_, fault) => {
    const { server, destination, warnings } = await prepare();
    server.fail(/\/v2\//, fault, 1000);
    await destination.open(never);
    expect((await destination.list(never)).get("A")?.metadata).toEqual({ scene: "1" });
    const metadata = { scene: "2", lens: "Cooke" };
    const { patched } = await destination.patch([{ name: "A", metadata }], never);
    expect(patched.get("A")).toEqual(metadata);
    expect(warnings).toMatchObject([{ code: "api_v1_only" }]);
  });

  test("a service without v2 is nothing to warn of", async () => {
    const { server, destination, warnings } = await prepare();
    server.versions.delete("v2");
    await destination.open(never);
    expect(warnings).toEqual([]);
  });

  test("a refused token is refused, whichever version says so", async () => {
    const { server, destination } = await prepare();
    server.fail(/\/v2\//, said(401, "Invalid token"), 1000);
    expect(await rejection(destination.open(never))).toMatchObject({ code: "token_refused" });
  });

  test("a v2 that lists and cannot be patched is done without", async () => {
    const { server, destination, warnings } = await prepare();
    await destination.open(never);
    server.fail(/PATCH .*\/v2\//, said(405, "Method Not Allowed"), 1000);
    const { patched } = await destination.patch([{ name: "A", metadata: { scene: "2" } }], never);
    expect(patched.get("A")).toEqual({ scene: "2" });
    expect(warnings).toHaveLength(1);
  });

  test("where v1 fails, its own words are told", async () => {
    const { server, destination } = await prepare();
    server.fail(/\/v1\//, said(403, "Your trial has ended"), 1000);
    const error = (await rejection(destination.open(never))) as OdailiesError;
    expect(error).toMatchObject({ code: "permission_missing", hint: expect.stringContaining("plan") });
    expect(error.message).toContain("Your trial has ended");
  });
});

describe("one version alone", () => {
  test.each([
    ["v2", said(404, "Not found")],
    ["v2", said(400, "invalid URL format")],
    ["v2", { status: 200, body: PORTAL_PAGE }],
    ["v1", said(410, "Gone")],
  ] as const)("%s, which the service does not have, is named", async (version, fault) => {
    const { server, destination } = await prepare(version);
    server.fail(new RegExp(`/${version}/`), fault, 1000);
    const error = await rejection(destination.open(never));
    expect(error).toMatchObject({
      code: "reply_not_understood",
      message: expect.stringContaining(`does not answer by version ${version.slice(1)} of the API`),
      hint: expect.stringContaining(`--api-version ${version}`),
    });
  });

  test("a project that neither version knows is unknown", async () => {
    const { server, destination } = await prepare("v2");
    server.fail(/./, said(404, "Project not found"), 1000);
    expect(await rejection(destination.open(never))).toMatchObject({ code: "project_not_found" });
  });
});

describe("a PATCH that is refused with 403", () => {
  test("because of one clip costs the others nothing", async () => {
    const { server, destination } = await prepare("v1");
    for (const name of ["A", "B", "C"]) server.clips.set(name, {});
    server.refuseEntry = ({ name }) => (name === "B" ? said(403, "B is locked") : undefined);
    const patches = ["A", "B", "C"].map((name) => ({ name, metadata: { scene: "2" } }));
    const { patched, refused } = await destination.patch(patches, never);
    expect([...patched.keys()]).toEqual(["A", "C"]);
    expect(refused).toEqual([{ name: "B", message: "B is locked" }]);
  });

  test("because of the token ends it", async () => {
    const { server, destination } = await prepare();
    server.permissions.delete("Write");
    const patching = destination.patch([{ name: "A", metadata: { scene: "2" } }], never);
    expect(await rejection(patching)).toMatchObject({ code: "permission_missing" });
  });
});
