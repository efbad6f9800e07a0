import { expect, onTestFinished, test, vi } from "vitest";
import { openLibrary } from "../../src/server/library/open-library.ts";
import { HOLDER_BEAT_MS } from "../../src/server/library/token-holders.ts";
import { startTestServer } from "../support/server-fixture.ts";

test("a beat that cannot be written down ends no server", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const server = await startTestServer();
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  library.database.exec("ALTER TABLE token_holders RENAME TO elsewhere");
  expect(() => vi.advanceTimersByTime(HOLDER_BEAT_MS)).not.toThrow();
  library.database.exec("ALTER TABLE elsewhere RENAME TO token_holders");
  expect((await server.upload("_graded/A001.mp4")).status).toBe(200);
});

test("a file is there, and the server ends, also where no job can be written down", async () => {
  const server = await startTestServer();
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  const passing = server.createToken({
    label: "x",
    read: true,
    write: false,
    upload: false,
    untilClose: true,
  });
  const status = async () => (await server.call("GET", `/api/v2/clips/P1/${passing}`)).status;
  expect(await status()).toBe(200);
  expect((await server.upload("_graded/A001.mp4")).status).toBe(200);
  library.database.exec("ALTER TABLE jobs RENAME TO elsewhere");
  expect((await server.upload("_graded/A002.mp4")).status).toBe(200);
  expect(server.events).toMatchObject([{ type: "file-received" }, { type: "file-received" }]);
  await server.close();
  const again = await startTestServer({ libraryFolder: server.libraryFolder });
  expect(again.listTokens().map(({ label }) => label)).not.toContain("x");
  expect((await again.call("GET", `/api/v2/clips/P1/${passing}`)).status).toBe(401);
});
