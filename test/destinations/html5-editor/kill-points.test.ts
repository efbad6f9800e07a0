import { expect, test } from "vitest";
import type { OutgoingFile } from "../../../src/domain/delivery.ts";
import { describedFile, editorDestination, keepingTransfer } from "../../support/editor-destination.ts";
import { sha256Of } from "../../support/editor-library.ts";
import { type EditorServer, startEditorServer } from "../../support/editor-server.ts";
import { never } from "../../support/net-client.ts";
import { hashesOf } from "../../support/net-hasher.ts";
import { testBytes } from "../../support/net-outgoing-file.ts";
import { inputsOf, isThorough } from "../../support/thorough.ts";

/** Scene, clip, role, size: several parts, one part, and two files of one clip. */
const FILES = [
  ["22", "A001C001", "graded", 2500],
  ["22", "A001C001", "log", 3100],
  ["23", "A001C002", "graded", 1800],
  ["23", "A001C003", "graded", 700],
] as const;

interface Run {
  readonly kept: readonly Record<string, string>[];
  readonly signal: AbortSignal;
}

const nothingKept = () => FILES.map(() => ({}));

async function makeFiles(): Promise<readonly OutgoingFile[]> {
  return Promise.all(
    FILES.map(([scene, clipName, role, size]) =>
      describedFile(testBytes(size), { scene, take: "1" }, { clipName, role }),
    ),
  );
}

async function deliver(server: EditorServer, files: readonly OutgoingFile[], { kept, signal }: Run) {
  const destination = editorDestination(server, { partBytes: 1024, log: true });
  await destination.open(signal);
  for (const [i, file] of files.entries()) {
    const own = kept[i]!;
    const ofRole = (role: string) => (role === file.role ? { ...own } : {});
    await destination.send(file, keepingTransfer(own, { signal, kept: ofRole }));
  }
  await destination.close();
}

function expectWhole(server: EditorServer, at: string): void {
  const media = [...server.media.values()];
  expect(
    media.map(({ status }) => status),
    at,
  ).toEqual(FILES.map(() => "ready"));
  expect(media.map(sha256Of).toSorted(), at).toEqual(
    FILES.map(([, , , size]) => hashesOf(testBytes(size)).sha256).toSorted(),
  );
  expect(
    [...server.folders.values()].map(({ name }) => name),
    at,
  ).toEqual(["My Film", "Scene 22", "Scene 23"]);
  expect(server.requests.filter((each) => each.startsWith("POST /api/upload")).length, at).toBe(FILES.length);
}

interface Moment {
  readonly n: number;
  readonly when: "before" | "after";
  readonly isKept: boolean;
  readonly request: string;
}

/** Which call it is, whatever it is about. */
const kindOf = ({ request, when, isKept }: Moment) => `${when} ${isKept} ${request.split("?", 1)[0]}`;

async function findMoments(): Promise<readonly Moment[]> {
  const server = await startEditorServer();
  await deliver(server, await makeFiles(), { kept: nothingKept(), signal: never });
  expectWhole(server, "undisturbed");
  const ways = [
    { when: "after", isKept: true },
    { when: "after", isKept: false },
    { when: "before", isKept: true },
  ] as const;
  return ways.flatMap(({ when, isKept }) =>
    server.requests.map((request, index) => ({ when, isKept, n: index + 1, request })),
  );
}

test("a run that is killed at any request, before or after its effect, is finished by the next one", async () => {
  const all = await findMoments();
  expect(all.length).toBeGreaterThanOrEqual(100);
  const moments = inputsOf(all, kindOf);
  const files = await makeFiles();
  for (const { n, when, isKept, request } of moments) {
    const at = `killed ${when} ${request} (${n}), kept: ${isKept}`;
    const server = await startEditorServer();
    const kept = nothingKept();
    const stop = new AbortController();
    let seen = 0;
    server.observe(() => {
      seen += 1;
      if (seen === n) stop.abort("killed");
    }, when);
    const killed = await deliver(server, files, { kept, signal: stop.signal }).catch(String);
    expect([undefined, "killed"], at).toContain(killed);
    expect(stop.signal.aborted, at).toBe(true);
    await deliver(server, files, { kept: isKept ? kept : nothingKept(), signal: never });
    expectWhole(server, at);
  }
  if (isThorough) process.stdout.write(`html5-editor: killed at ${moments.length} moments, all whole\n`);
}, 600_000);
