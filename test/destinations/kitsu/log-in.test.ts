import { describe, expect, test } from "vitest";
import { logInToKitsu, PERSON_QUESTIONS } from "../../../src/destinations/kitsu/log-in.ts";
import { requireKind } from "../../../src/destinations/index.ts";
import { kitsuAt } from "../../support/kitsu-delivery.ts";
import { addPerson, type PersonRow } from "../../support/kitsu-rows.ts";
import { type KitsuServer, startKitsuServer } from "../../support/kitsu-server.ts";
import { never, rejection, testClient } from "../../support/net-client.ts";

const GOOD = { email: "dit@film.test", password: "secret!" };

async function start(more: Partial<PersonRow> = {}) {
  const server = await startKitsuServer();
  const person = addPerson(server, { role: "manager", ...GOOD });
  Object.assign(person, more);
  server.project.team.push(person.id);
  return { server, person, place: { api: server.url, http: testClient(), insecure: false, signal: never } };
}

const opened = (server: KitsuServer, token: string) => kitsuAt(server, { token }).open(never);

async function credentialOf(answer: ReturnType<typeof logInToKitsu>): Promise<string> {
  const given = await answer;
  if ("ask" in given) throw new Error(`was asked for ${given.ask.name}`);
  return given.credential;
}

describe("a person", () => {
  test("is asked for e-mail and password, which is never echoed, and may then work", async () => {
    expect(PERSON_QUESTIONS.map(({ name, isSecret }) => [name, isSecret])).toEqual([
      ["email", false],
      ["password", true],
    ]);
    expect(requireKind("kitsu").login?.questions).toBe(PERSON_QUESTIONS);
    const { server, place } = await start();
    await opened(server, await credentialOf(logInToKitsu(GOOD, place)));
  });

  test("with a second factor is asked for its code", async () => {
    const { server, place } = await start({ totp: "123456" });
    expect(await logInToKitsu(GOOD, place)).toMatchObject({ ask: { name: "totp", isSecret: true } });
    expect(await rejection(logInToKitsu({ ...GOOD, totp: "0" }, place))).toMatchObject({
      code: "token_refused",
      message: expect.stringContaining("code"),
    });
    await opened(server, await credentialOf(logInToKitsu({ ...GOOD, totp: "123456" }, place)));
  });

  test("whose code comes by e-mail is asked for it once it is on its way", async () => {
    const { server, place } = await start({ totp: "123456", hasMailedCodes: true });
    expect(await logInToKitsu(GOOD, place)).toMatchObject({ ask: { name: "email_otp", isSecret: true } });
    const mail = `/auth/email-otp?email=${encodeURIComponent(GOOD.email)}`;
    expect(server.requests.at(-1)).toMatchObject({ method: "GET", path: mail });
    await opened(server, await credentialOf(logInToKitsu({ ...GOOD, email_otp: "123456" }, place)));
  });

  test.each([429, 503])(
    "is not told that the password is wrong by a server that answers %i",
    async (status) => {
      const { server, place } = await start();
      server.fail(/POST \/auth\/login/, { status, body: "" });
      const error = await rejection(logInToKitsu(GOOD, place));
      expect(error).toMatchObject({ code: "destination_unreachable", context: { status } });
    },
  );

  test("whose code cannot be sent by e-mail is told so, and not asked for it", async () => {
    const { server, place } = await start({ totp: "123456", hasMailedCodes: true });
    const body = JSON.stringify({ error: true, message: "Mail is not set up." });
    server.fail(/GET \/auth\/email-otp/, { status: 500, body });
    const error = await rejection(logInToKitsu(GOOD, place));
    expect(error).toMatchObject({
      code: "destination_unreachable",
      message: expect.stringContaining("Mail is not set up."),
    });
  });

  test("whose password is wrong is told so, and after five tries that the account is locked", async () => {
    const { place } = await start();
    for (let tries = 0; tries < 5; tries += 1)
      expect(await rejection(logInToKitsu({ ...GOOD, password: "no" }, place))).toMatchObject({
        code: "token_refused",
        message: expect.stringContaining("does not accept this e-mail address and password"),
      });
    expect(await rejection(logInToKitsu(GOOD, place))).toMatchObject({
      code: "token_refused",
      hint: expect.stringContaining("Wait a minute"),
    });
  });

  test.each([
    ["switched off", { active: false }, "switched this account off"],
    ["on the default password", { hasDefaultPassword: true }, "default password"],
  ] as const)("who is %s is told so", async (_, more, words) => {
    const { place } = await start(more);
    const error = await rejection(logInToKitsu(GOOD, place));
    expect(error).toMatchObject({ code: "token_refused", message: expect.stringContaining(words) });
  });

  test("who has to set up a second factor first is told so", async () => {
    const { server, place } = await start();
    server.switches.enforces2fa = true;
    expect(await rejection(logInToKitsu(GOOD, place))).toMatchObject({ code: "permission_missing" });
  });

  test("sends no password over a line that anybody may read", async () => {
    const { place } = await start();
    const error = await rejection(logInToKitsu(GOOD, { ...place, api: "http://kitsu.example.com" }));
    expect(error).toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining("not encrypted"),
    });
  });

  test("whose access has expired goes on, renewed once for all that is asked at once", async () => {
    const { server, place } = await start();
    const credential = await credentialOf(logInToKitsu(GOOD, place));
    server.tokens.expire();
    await opened(server, credential);
    expect(server.requests.filter(({ path }) => path === "/auth/refresh-token")).toHaveLength(1);
  });

  test("whose renewal is refused has to log in again", async () => {
    const { server, person, place } = await start();
    const credential = await credentialOf(logInToKitsu(GOOD, place));
    server.tokens.expire();
    const { refresh } = JSON.parse(credential) as { readonly refresh: string };
    server.tokens.expire(refresh);
    expect(person.active).toBe(true);
    expect(await rejection(opened(server, credential))).toMatchObject({
      code: "token_refused",
      hint: expect.stringContaining("odailies login --to kitsu"),
    });
  });
});
