import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { askLine } from "../../src/render/ask-line.ts";
import { askYes } from "../../src/render/ask-yes.ts";
import { pauseMs } from "../support/watch-session.ts";

const stderr = { write: () => true };
const asItIs = (text: string) => text;

/** A terminal's keyboard, and the signal that Ctrl-C and SIGTERM end in. */
function terminal() {
  const keys = new PassThrough();
  const stdin = Object.assign(keys, { isTTY: true }) as unknown as NodeJS.ReadStream;
  const stopping = new AbortController();
  return { keys, stop: () => stopping.abort(), asked: { stdin, stderr, signal: stopping.signal } };
}

const QUESTIONS = [
  [
    "yes or no",
    (asked: ReturnType<typeof terminal>["asked"]) => askYes("Remove?", { ...asked, redact: asItIs }),
  ],
  [
    "a secret",
    (asked: ReturnType<typeof terminal>["asked"]) => askLine("Token: ", { isSecret: true }, asked),
  ],
  [
    "a name",
    (asked: ReturnType<typeof terminal>["asked"]) => askLine("E-mail: ", { isSecret: false }, asked),
  ],
] as const;

describe.each(QUESTIONS)("who is asked for %s", (_, ask) => {
  test("and stops the program has cancelled, whatever is typed afterwards", async () => {
    const { keys, stop, asked } = terminal();
    const answer = Promise.resolve(ask(asked)).catch((error: unknown) => error);
    stop();
    await pauseMs(50);
    keys.write("y\n");
    expect(await answer).toMatchObject({ code: "cancelled", exitCode: 3 });
  });

  test("and types nothing more has cancelled", async () => {
    const { keys, asked } = terminal();
    const answer = Promise.resolve(ask(asked)).catch((error: unknown) => error);
    keys.end();
    expect(await answer).toMatchObject({ code: "cancelled" });
  });
});

test.each([
  ["y", true],
  ["YES", true],
  ["", false],
  ["yesterday", false],
])("%j is answered: %s", async (typed, isYes) => {
  const { keys, asked } = terminal();
  const answer = askYes("Remove?", { ...asked, redact: asItIs });
  keys.write(`${typed}\n`);
  expect(await answer).toBe(isYes);
});
