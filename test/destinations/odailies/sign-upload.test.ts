import { describe, expect, test } from "vitest";
import { openOdailies } from "../../../src/destinations/odailies/open-odailies.ts";
import type { OdailiesError } from "../../../src/domain/errors.ts";
import { QUICK_RETRY, rejection, testClient } from "../../support/net-client.ts";
import { startOdailiesServer } from "../../support/net-odailies-server.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";

const json = { "content-type": "application/json" };

/** What becomes of a file whose path the service refuses to sign, and of another one. */
async function refuse(refused: RegExp, status: number, body: string, clipName = "take 1.") {
  const server = await startOdailiesServer();
  server.fail(refused, { status, body, headers: json }, 1000);
  const { api, project, token } = server;
  const retry = { policy: QUICK_RETRY };
  const destination = openOdailies({ api, project, token, apiVersion: "auto", http: testClient(), retry });
  const error = await rejection(destination.send(await outgoingFile(testBytes(9), { clipName }), transfer()));
  return { error: error as OdailiesError, server, destination };
}

const said = (message: string) => JSON.stringify({ error: { message } });

describe("a path that the service does not sign", () => {
  test.each([400, 403, 404, 409, 413, 422, 405, 451, 500])(
    "with %i costs this file alone",
    async (status) => {
      const { error, destination } = await refuse(/upload.*take/, status, said("Der Name ist nicht erlaubt"));
      expect(error).toMatchObject({ code: "upload_failed", retryable: false });
      expect(error.message).toContain("does not take _graded/take 1..mp4");
      expect(error.message).toContain("Der Name ist nicht erlaubt");
      const other = await outgoingFile(testBytes(9), { clipName: "B" });
      await expect(destination.send(other, transfer())).resolves.toMatchObject({ key: "_graded/B.mp4" });
    },
  );

  test.each([
    ["an error inside a success", '{"error":{"message":"No space left for this project"}}', "No space left"],
    ["an error with an empty address", '{"url":null,"error":"trial ended"}', "trial ended"],
    ["an error under data", '{"data":{"error":{"message":"Quota reached"}}}', "Quota reached"],
    ["something else", '{"hello":"world"}', "does not take"],
  ])("as %s costs this file alone, and is quoted", async (_, body, words) => {
    const { error } = await refuse(/upload.*take/, 200, body);
    expect(error).toMatchObject({ code: "upload_failed", message: expect.stringContaining(words) });
  });

  test("with 413 gets the advice to make it smaller", async () => {
    expect((await refuse(/upload.*take/, 413, "{}")).error.hint).toContain("smaller");
  });

  test("the words of the file's own name are not taken for the reason", async () => {
    const { error } = await refuse(
      /upload.*trial/,
      400,
      said("The name trial quota.mp4 is not allowed"),
      "trial quota",
    );
    expect(error.hint).toContain("plainer name");
  });
});

describe("a service that signs nothing", () => {
  test.each([
    [403, "Insufficient permissions", "permission_missing", /Switch on Upload/],
    [403, "Token lacks the permission upload", "permission_missing", /Switch on Upload/],
    [403, "Storage quota of the project is exceeded", "permission_missing", /Free space/],
    [403, "Ihr Testzeitraum ist abgelaufen", "permission_missing", /owner of the account/],
    [402, "Payment Required", "permission_missing", /owner of the account/],
    [403, "Das Projekt ist archiviert", "permission_missing", /opened again/],
    [403, "Computer says no", "permission_missing", /Do what it says/],
    [401, "Invalid token", "token_refused", /token/],
    [404, "Project not found", "project_not_found", /--project/],
    [507, "Insufficient storage", "permission_missing", /Free space/],
    [500, "Oops", "destination_unreachable", /few minutes/],
  ])("%i, %s: %s", async (status, message, code, hint) => {
    const { error } = await refuse(/upload/, status, said(message));
    expect(error).toMatchObject({ code, hint: expect.stringMatching(hint) });
    expect(error.message).toContain(message);
  });

  test.each([401, 403])("%i is not asked about more than twice", async (status) => {
    const { server } = await refuse(/upload/, status, said("No"));
    expect(server.apiRequests.length).toBeLessThanOrEqual(2);
  });
});
