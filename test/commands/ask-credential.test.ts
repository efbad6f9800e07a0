import { expect, test } from "vitest";
import { askCredential } from "../../src/commands/ask-credential.ts";
import { kitsu } from "../../src/destinations/kitsu/kitsu-kind.ts";
import { kitsuAt } from "../support/kitsu-delivery.ts";
import { addPerson } from "../support/kitsu-rows.ts";
import { startKitsuServer } from "../support/kitsu-server.ts";
import { never, rejection, testClient } from "../support/net-client.ts";

/** A person who types `answers` one after the other; `asked` is what stood on the screen. */
async function start(answers: readonly string[]) {
  const server = await startKitsuServer();
  const person = addPerson(server, { role: "manager", email: "dit@film.test", password: "two words" });
  Object.assign(person, { totp: "123456" });
  server.project.team.push(person.id);
  const asked: (readonly [string, boolean])[] = [];
  const left = [...answers];
  const ask = (question: string, isSecret: boolean) => {
    asked.push([question, isSecret]);
    return Promise.resolve(left.shift() ?? "");
  };
  const place = { api: server.url, http: testClient(), insecure: false, signal: never };
  return { server, asked, login: () => askCredential(kitsu.login!, place, ask) };
}

test("a person is asked what the system wants, one after the other, and what comes of it is good", async () => {
  const { server, asked, login } = await start(["dit@film.test", "two words", "123456"]);
  const token = await login();
  expect(asked).toEqual([
    ["E-mail address of the account in Kitsu (Enter alone for a token): ", false],
    ["Password (it is not shown): ", true],
    ["Code of the authenticator app (it is not shown): ", true],
  ]);
  await kitsuAt(server, { token: token! }).open(never);
});

test("who has a token instead answers nothing and sends nothing", async () => {
  const { server, login } = await start([""]);
  expect(await login()).toBeUndefined();
  expect(server.requests).toEqual([]);
});

test("a refusal is said, and the same question is not asked again", async () => {
  const { asked, login } = await start(["dit@film.test", "wrong"]);
  expect(await rejection(login())).toMatchObject({ code: "token_refused", exitCode: 41 });
  expect(asked).toHaveLength(2);
});

test("a system that never has enough is left", async () => {
  const more = { ask: { name: "more", label: "More", isSecret: true } };
  const { questions } = kitsu.login!;
  const place = { api: "", http: testClient(), insecure: false, signal: never };
  const login = askCredential({ questions, exchange: () => Promise.resolve(more) }, place, async () => "x");
  expect(await rejection(login)).toMatchObject({ code: "token_refused" });
});
