import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../../src/domain/errors.ts";
import type { RetryNotice } from "../../../src/net/retry.ts";
import { startCatdvServer } from "../../support/catdv-server.ts";
import { catdvFolders, dieHolding, openTestCatdv } from "../../support/catdv-destination.ts";
import { never, QUICK_RETRY, rejection } from "../../support/net-client.ts";

const MINUTE_MS = 60_000;

test("one seat for all calls, whatever is asked at once, and none afterwards", async () => {
  const server = await startCatdvServer();
  const folders = await catdvFolders();
  const destination = openTestCatdv(server, folders);
  await destination.open(never);
  await Promise.all([destination.list(never), destination.list(never), destination.list(never)]);
  expect(server.requests.filter((each) => each === "POST /session")).toHaveLength(1);
  expect(server.seats.taken).toBe(1);
  await destination.close();
  expect(server.seats.taken).toBe(0);
  expect(await readdir(folders.stateFolder)).toEqual([]);
  await destination.close();
  expect(server.requests.filter((each) => each === "DELETE /session")).toHaveLength(1);
});

test.each([4, 7, 8, 9])("version %i is found where that version keeps its API", async (apiVersion) => {
  const server = await startCatdvServer({ apiVersion });
  for (const api of [server.api, `${server.api}/`, `${server.api}/catdv/api/${apiVersion}`]) {
    const destination = openTestCatdv(server, await catdvFolders(), { api });
    expect((await destination.open(never)).size).toBe(0);
    await destination.close();
  }
});

test("neither password nor session is in any error, and no URL holds them", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders());
  await destination.open(never);
  const [held = ""] = [...server.sessionsSeen];
  server.fail(/GET \/clips/, {
    envelope: { status: "ERROR", errorMessage: `bad ${held} ${server.password}` },
  });
  const error = await rejection(destination.list(never));
  expect(error).toBeInstanceOf(OdailiesError);
  expect(JSON.stringify([error, String(error)])).not.toMatch(new RegExp(`${held}|grüße`));
  expect(server.requests.join()).not.toContain(held);
  await destination.close();
});

test("a wrong password is said at once, and takes no seat", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders(), { password: "other" });
  expect(await rejection(destination.open(never))).toMatchObject({
    code: "token_refused",
    message: "CatDV does not let this user in: Invalid user name or password",
  });
  expect(server.seats.taken).toBe(0);
});

test("a session that ends in the middle is begun again once, and the call repeated", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders());
  await destination.open(never);
  server.seats.pass(31 * MINUTE_MS);
  expect((await destination.list(never)).size).toBe(0);
  server.fail(/GET \/clips/, { envelope: { status: "AUTH", errorMessage: "Who are you?" } }, 2);
  expect(await rejection(destination.list(never))).toMatchObject({ code: "token_refused" });
  await destination.close();
  expect(server.seats.taken).toBe(0);
});

describe("when all seats are taken", () => {
  test("it waits a minute twice, says so, and gives up without another try", async () => {
    const server = await startCatdvServer();
    const other = openTestCatdv(server, await catdvFolders());
    await other.open(never);
    const waits: number[] = [];
    const notices: RetryNotice[] = [];
    const folders = await catdvFolders();
    const destination = openTestCatdv(server, folders, {
      retry: {
        policy: QUICK_RETRY,
        wait: async (ms) => void waits.push(ms),
        onRetry: (notice) => notices.push(notice),
      },
    });
    expect(await rejection(destination.open(never))).toMatchObject({
      code: "destination_unreachable",
      retryable: false,
      message: expect.stringMatching(/All seats .* limit reached \(Maximum:1\)/),
    });
    expect(waits).toEqual([MINUTE_MS, MINUTE_MS]);
    expect(notices.map(({ reason }) => reason)).toEqual(["busy", "busy"]);
    expect(server.seats.taken).toBe(1);
    expect(await readdir(folders.stateFolder)).toEqual([]);
    await other.close();
  });

  test("a seat that becomes free is taken", async () => {
    const server = await startCatdvServer();
    const other = openTestCatdv(server, await catdvFolders());
    await other.open(never);
    const wait = () => other.close();
    const destination = openTestCatdv(server, await catdvFolders(), { retry: { policy: QUICK_RETRY, wait } });
    await destination.open(never);
    await destination.close();
    expect(server.seats.taken).toBe(0);
  });
});

describe("a run that died", () => {
  test("has its seat given back by the next one", async () => {
    const server = await startCatdvServer();
    const folders = await catdvFolders();
    await openTestCatdv(server, folders).open(never);
    await dieHolding(folders);
    const next = openTestCatdv(server, folders);
    await next.open(never);
    expect(server.seats.taken).toBe(1);
    await next.close();
    expect(server.seats.taken).toBe(0);
    expect(await readdir(folders.stateFolder)).toEqual([]);
  });

  test("has it given back although it never learned that it had one", async () => {
    const server = await startCatdvServer();
    const folders = await catdvFolders();
    server.fail(/POST \/session/, { loseAnswer: true }, 10);
    server.fail(/DELETE \/session/, { page: "down", status: 500 }, 10);
    await rejection(openTestCatdv(server, folders).open(never));
    expect(server.seats.taken).toBe(1);
    await dieHolding(folders);
    server.heal();
    const next = openTestCatdv(server, folders);
    await next.open(never);
    await next.close();
    expect(server.seats.taken).toBe(0);
  });

  test("is not one that lives: its seat stays its own", async () => {
    const server = await startCatdvServer({ seats: 2 });
    const folders = await catdvFolders();
    const first = openTestCatdv(server, folders);
    await first.open(never);
    const second = openTestCatdv(server, folders);
    await second.open(never);
    expect(server.seats.taken).toBe(2);
    await second.close();
    expect((await first.list(never)).size).toBe(0);
    expect(server.requests.filter((each) => each === "POST /session")).toHaveLength(2);
    await first.close();
  });

  test("left its session where nobody else can read it", async () => {
    const server = await startCatdvServer();
    const folders = await catdvFolders();
    const destination = openTestCatdv(server, folders);
    await destination.open(never);
    const [name = ""] = await readdir(folders.stateFolder);
    expect((await stat(join(folders.stateFolder, name))).mode & 0o77).toBe(0);
    await destination.close();
  });
});

test("an answer to the login that is lost costs no seat", async () => {
  const server = await startCatdvServer();
  const destination = openTestCatdv(server, await catdvFolders());
  server.fail(/POST \/session/, { loseAnswer: true });
  await destination.open(never);
  await destination.close();
  expect(server.seats.taken).toBe(0);
});

test("plain http to another machine needs a word for it", async () => {
  const server = await startCatdvServer();
  const folders = await catdvFolders();
  expect(() => openTestCatdv(server, folders, { api: "http://catdv.example:8080" })).toThrow("not encrypted");
  expect(() => openTestCatdv(server, folders, { api: "ftp://catdv" })).toThrow("not a plain http");
});
