import { expect, test } from "vitest";
import { warnInRun } from "../../src/destinations/open-destination.ts";
import { odailies } from "../../src/destinations/odailies/odailies-kind.ts";
import { connectService, patient } from "../../src/setup/connect.ts";
import { never, testClient } from "../support/net-client.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";

test("what a service warns of reaches a run under its own code", async () => {
  const server = await startOdailiesServer();
  server.fail(/\/v2\//, { status: 403, body: '{"error":{"message":"v2 is not for this plan"}}' }, 100);
  const { api, project, token } = server;
  const events: unknown[] = [];
  const warn = warnInRun((event) => events.push(event));
  const place = { api, project, token, apiVersion: "auto", insecure: false } as const;
  const destination = connectService(odailies, place, testClient(), warn);
  await destination.open(never);
  await destination.close();
  expect(events).toMatchObject([
    { type: "warning", code: "api_v1_only", message: expect.stringMatching(/not for this plan\.$/) },
  ]);
});

test("what is waited for is a warning of that", () => {
  const warnings: unknown[] = [];
  const { onRetry } = patient((warning) => warnings.push(warning));
  onRetry?.({ reason: "busy", message: "Busy.", attempt: 1, afterMs: 1500 });
  expect(warnings).toEqual([{ code: "waiting", message: "Busy. Trying again in 2 s." }]);
});
