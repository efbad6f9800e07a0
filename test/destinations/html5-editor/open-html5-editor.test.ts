import { expect, test } from "vitest";
import { describedFile, editorDestination, keepingTransfer } from "../../support/editor-destination.ts";
import { bytesOf, editorError, type EditorMedia, removeFolder } from "../../support/editor-library.ts";
import { type EditorServer, startEditorServer } from "../../support/editor-server.ts";
import { hashesOf } from "../../support/net-hasher.ts";
import { never, QUICK_RETRY, rejection } from "../../support/net-client.ts";
import { outgoingFile, testBytes, transfer } from "../../support/net-outgoing-file.ts";

const SLATE = { scene: "22", shot: "4", take: "1" };

function only({ media }: EditorServer): EditorMedia {
  expect(media.size).toBe(1);
  return [...media.values()][0]!;
}

function pathOf({ folders }: EditorServer, media: EditorMedia): string {
  const names = [media.name];
  for (let id = media.folder; id !== undefined; id = folders.get(id)?.parent)
    names.unshift(folders.get(id)?.name ?? "?");
  return names.join("/");
}

const count = ({ requests }: EditorServer, match: RegExp) =>
  requests.filter((each) => match.test(each)).length;

test("a clip lies in its scene's folder, under a name that holds its own, and is done only once it is ready", async () => {
  const server = await startEditorServer();
  const destination = editorDestination(server);
  await destination.open(never);
  const bytes = testBytes(3000);
  const file = await describedFile(bytes, SLATE, { clipName: "A001C001_220901_R3CK" });
  const receipt = await destination.send(file, transfer());
  expect(receipt).toMatchObject({ bytes: 3000, ...hashesOf(bytes), key: "A001C001_220901_R3CK.mp4" });
  expect(receipt).not.toHaveProperty("isProcessing");
  const media = only(server);
  expect(media.status).toBe("ready");
  expect(pathOf(server, media)).toBe("My Film/Scene 22/22-4-1 A001C001_220901_R3CK.mp4");
  expect(bytesOf(media).equals(bytes)).toBe(true);
  expect(await destination.list(never)).toEqual(
    new Map([
      ["A001C001_220901_R3CK", { name: "A001C001_220901_R3CK", metadata: { fileSize: 3000, duration: 2 } }],
    ]),
  );
});

test("folders are made once, however many clips go into them at the same time and later", async () => {
  const server = await startEditorServer();
  const names = ["A", "B", "C", "D"];
  for (const [i, group] of [names.slice(0, 3), names.slice(3)].entries()) {
    const destination = editorDestination(server);
    expect((await destination.open(never)).size).toBe(3 * i);
    const files = await Promise.all(
      group.map((clipName, j) => describedFile(testBytes(100 + j), SLATE, { clipName })),
    );
    await Promise.all(files.map((file) => destination.send(file, transfer())));
  }
  expect([...server.folders.values()].map(({ name }) => name).sort()).toEqual(["My Film", "Scene 22"]);
  expect(server.media.size).toBe(4);
});

test.each([
  ["a scene's folder", "Scene 22"],
  ["the project's", "My Film"],
])("%s that somebody has deleted since is made anew, once", async (_, name) => {
  const server = await startEditorServer();
  const destination = editorDestination(server);
  const send = async (clipName: string, scene: string) =>
    destination.send(await describedFile(testBytes(100), { scene }, { clipName }), transfer());
  await send("A", "22");
  const gone = [...server.folders.values()].find((each) => each.name === name)!;
  removeFolder(server, gone.id);
  await Promise.all([send("B", "22"), send("C", "23"), send("D", "22")]);
  expect([...server.folders.values()].map((each) => each.name).sort()).toEqual([
    "My Film",
    "Scene 22",
    "Scene 23",
  ]);
  expect([...server.media.values()].map((each) => pathOf(server, each)).sort()).toEqual([
    "My Film/Scene 22/22 B.mp4",
    "My Film/Scene 22/22 D.mp4",
    "My Film/Scene 23/23 C.mp4",
  ]);
});

test("a folder that somebody deletes while the library is read is passed over", async () => {
  const server = await startEditorServer();
  const destination = editorDestination(server);
  for (const [clipName, scene] of Object.entries({ A: "22", B: "23" }))
    await destination.send(await describedFile(testBytes(100), { scene }, { clipName }), transfer());
  const [project, first] = [...server.folders.values()];
  server.observe((request) => {
    if (request.includes(`folder=${project!.id}`)) removeFolder(server, first!.id);
  });
  expect([...(await destination.list(never)).keys()]).toEqual(["B"]);
});

test("a file goes in parts, each from where the backend says that it is", async () => {
  const server = await startEditorServer();
  server.takesAtMost = 700;
  const destination = editorDestination(server, { partBytes: 1024 });
  const bytes = testBytes(5000);
  const steps: number[] = [];
  const onProgress = (done: number) => steps.push(done);
  const receipt = await destination.send(await outgoingFile(bytes), transfer({ onProgress }));
  expect(receipt).toMatchObject(hashesOf(bytes));
  expect(bytesOf(only(server)).equals(bytes)).toBe(true);
  expect(steps.at(-1)).toBe(5000);
});

test.each([
  ["a backend that tells what has come", true],
  ["one that does not", false],
])("an upload that breaks off goes on in the middle of a part: %s", async (_, answersQuestions) => {
  const server = await startEditorServer();
  server.answersQuestions = answersQuestions;
  server.fail(/^PUT/, { resetAfterBytes: 300 });
  server.fail(/^PUT/, { status: 500, after: true });
  const destination = editorDestination(server, { partBytes: 1024 });
  const bytes = testBytes(5000);
  await destination.send(await outgoingFile(bytes), transfer());
  expect(bytesOf(only(server)).equals(bytes)).toBe(true);
});

test("an answer to the last part that is lost is looked up, not sent for again", async () => {
  const server = await startEditorServer();
  const destination = editorDestination(server, { partBytes: 4096 });
  server.fail(/^PUT/, { resetAfter: true });
  const bytes = testBytes(3000);
  expect(await destination.send(await outgoingFile(bytes), transfer())).toMatchObject(hashesOf(bytes));
  expect(bytesOf(only(server)).equals(bytes)).toBe(true);
});

test("a later run goes on with the session that was kept, and asks how far it is", async () => {
  const server = await startEditorServer();
  const ids: Record<string, string> = {};
  const bytes = testBytes(5000);
  const file = await describedFile(bytes, SLATE);
  const stop = new AbortController();
  server.observe((request) => {
    if (request.startsWith("PUT") && only(server).received >= 2048) stop.abort("stop");
  });
  const first = editorDestination(server, { partBytes: 1024 });
  expect(await rejection(first.send(file, keepingTransfer(ids, { signal: stop.signal })))).toBe("stop");
  expect(only(server).received).toBe(3072 - 1024);
  const before = server.requests.length;
  await editorDestination(server, { partBytes: 1024 }).send(file, keepingTransfer(ids));
  const parts = server.requests.slice(before).filter((each) => each.startsWith("PUT"));
  // A question, and the three parts that were missing.
  expect(parts.length).toBe(4);
  expect(bytesOf(only(server)).equals(bytes)).toBe(true);
  expect(count(server, /^POST .api.upload/)).toBe(1);
});

test("a session of more than a day ago is taken away, and begun anew", async () => {
  const server = await startEditorServer();
  const ids: Record<string, string> = {};
  const file = await describedFile(testBytes(5000), SLATE);
  const stop = new AbortController();
  server.observe((request) => {
    if (request.startsWith("PUT")) stop.abort("stop");
  });
  await rejection(
    editorDestination(server, { partBytes: 1024 }).send(file, keepingTransfer(ids, { signal: stop.signal })),
  );
  const { id } = only(server);
  server.clockMs = 25 * 3_600_000;
  const nowMs = () => Date.now() + server.clockMs;
  await editorDestination(server, { partBytes: 1024, nowMs }).send(file, keepingTransfer(ids));
  expect(only(server)).toMatchObject({ status: "ready", received: 5000 });
  expect(only(server).id).not.toBe(id);
});

test("a session that the backend has let go of is begun anew at once", async () => {
  const server = await startEditorServer();
  const file = await outgoingFile(testBytes(5000));
  server.observe((request) => {
    if (count(server, /^PUT/) === 2 && request.startsWith("PUT")) server.clockMs = 25 * 3_600_000;
  });
  await editorDestination(server, { partBytes: 1024 }).send(file, transfer());
  expect(only(server)).toMatchObject({ status: "ready", received: 5000 });
});

test("a file that is there already is not sent, though nothing is kept of it", async () => {
  const server = await startEditorServer();
  const bytes = testBytes(3000);
  const file = await describedFile(bytes, SLATE);
  await editorDestination(server).send(file, transfer());
  expect(await editorDestination(server).send(file, transfer())).toMatchObject(hashesOf(bytes));
  expect(count(server, /^POST .api.upload/)).toBe(1);
});

test("another version takes the place of the first, unless an edit uses that one", async () => {
  const server = await startEditorServer();
  const warnings: string[] = [];
  const warn = ({ message }: { message: string }) => void warnings.push(message);
  const destination = editorDestination(server, { warn });
  await destination.send(await outgoingFile(testBytes(50)), transfer());
  await destination.send(await outgoingFile(testBytes(60)), transfer());
  expect(only(server).size).toBe(60);
  only(server).isUsedInProject = true;
  await destination.send(await outgoingFile(testBytes(70)), transfer());
  expect([...server.media.values()].map(({ size }) => size)).toEqual([60, 70]);
  expect(warnings.join()).toContain("an edit uses it");
});

test.each([
  [409, "used_in_projects", "an edit uses it"],
  [200, "internal_server_error", "a mistake of its own"],
])(
  "a version that is not removed costs the new one nothing, and the reason is told: %i %s",
  async (status, type, words) => {
    const server = await startEditorServer();
    const warnings: string[] = [];
    const destination = editorDestination(server, { warn: ({ message }) => void warnings.push(message) });
    await destination.send(await outgoingFile(testBytes(50)), transfer());
    server.fail(/^DELETE/, { status, body: JSON.stringify({ error: editorError(type) }) });
    const bytes = testBytes(60);
    expect(await destination.send(await outgoingFile(bytes), transfer())).toMatchObject(hashesOf(bytes));
    expect(warnings).toEqual([expect.stringContaining(words)]);
  },
);

test("the user is announced once, answers pings, and is announced anew when the backend forgets him", async () => {
  const server = await startEditorServer();
  const destination = editorDestination(server);
  await destination.open(never);
  server.ping();
  await expect.poll(() => server.pongs).toBe(1);
  expect(server.announced).toBe(1);
  server.dropSockets();
  await expect.poll(() => server.online.size).toBe(0);
  await destination.send(await outgoingFile(testBytes(50)), transfer());
  server.online.clear();
  await destination.list(never);
  expect(server.announced).toBe(3);
  await destination.close();
  await expect.poll(() => server.online.size).toBe(0);
});

const ENDLESS = { policy: { ...QUICK_RETRY, networkAttempts: Number.POSITIVE_INFINITY } };

test.each([
  ["to list", /^GET .api.mediafiles/],
  ["to make a folder", /^POST .api.folders/],
  ["to begin an upload", /^POST .api.upload/],
  ["to take bytes", /^PUT/],
  ["to say how far it is", /^GET .api.mediafile.status/],
])(
  "a backend that fails every time %s is given up soon, though a network may be gone all night",
  async (_, what) => {
    const server = await startEditorServer();
    server.fail(what, { status: 500 }, Number.POSITIVE_INFINITY);
    const destination = editorDestination(server, { retry: ENDLESS });
    const error = await rejection(destination.send(await outgoingFile(testBytes(50)), transfer()));
    expect(error).toMatchObject({ code: "destination_unreachable" });
    expect(count(server, what)).toBe(QUICK_RETRY.attempts);
  },
);

test("a backend that is busy lets a person wait no longer than it takes to ask twice", async () => {
  const server = await startEditorServer();
  const listing = /^GET .api.mediafiles/;
  server.fail(listing, { status: 503 }, Number.POSITIVE_INFINITY);
  expect(await rejection(editorDestination(server, { retry: ENDLESS }).open(never))).toMatchObject({
    code: "destination_unreachable",
  });
  expect(count(server, listing)).toBe(2);
});

test("a registered user needs no socket", async () => {
  const server = await startEditorServer();
  server.users.set("registered", { id: "registered", name: "DIT" });
  const destination = editorDestination({ api: server.api, token: "registered" });
  await destination.open(never);
  await destination.send(await outgoingFile(testBytes(50)), transfer());
  expect(only(server).owner).toBe("registered");
  expect(server.announced).toBe(0);
});

test.each([
  ["no room for this user", (server: EditorServer) => (server.quotaBytes = 10), "permission_missing", "507"],
  [
    "no such media",
    (server: EditorServer) => server.fail(/^POST .api.upload/, { status: 514 }),
    "upload_failed",
    "514",
  ],
  [
    "not a movie after all",
    (server: EditorServer) => (server.unsupported = /mp4/),
    "upload_failed",
    "kind of media",
  ],
  [
    "a disk that is full, in a success",
    (server: EditorServer) =>
      server.fail(/^GET .api.mediafile.status/, { status: 200, body: '{"error":{"type":"low_disk_space"}}' }),
    "permission_missing",
    "disk space",
  ],
])("a No is said in words: %s", async (_, arrange, code, words) => {
  const server = await startEditorServer();
  arrange(server);
  const error = await rejection(
    editorDestination(server).send(await outgoingFile(testBytes(50)), transfer()),
  );
  expect(error).toMatchObject({ code, message: expect.stringContaining(words) as unknown, retryable: false });
});

test("what the backend could not make anything of is not left beside the one that is sent after it", async () => {
  const server = await startEditorServer();
  const ids: Record<string, string> = {};
  const file = await outgoingFile(testBytes(50));
  server.unsupported = /mp4/;
  await rejection(editorDestination(server).send(file, keepingTransfer(ids)));
  server.unsupported = /^$/;
  await editorDestination(server).send(file, keepingTransfer(ids));
  expect(only(server)).toMatchObject({ status: "ready" });
  expect(only(server)).not.toHaveProperty("error");
});

test("a backend that is busy for long leaves the file processing", async () => {
  const server = await startEditorServer();
  server.isBusy = true;
  const destination = editorDestination(server, { patience: { pollMs: 1, longestMs: 5 } });
  const receipt = await destination.send(await outgoingFile(testBytes(50)), transfer());
  expect(receipt).toMatchObject({ isProcessing: true });
  expect(await destination.readiness?.(receipt, never)).toEqual({ state: "processing" });
  server.isBusy = false;
  await expect.poll(() => destination.readiness?.(receipt, never)).toEqual({ state: "ready" });
  only(server).error = editorError("unsupported_media");
  expect(await destination.readiness?.(receipt, never)).toMatchObject({ state: "broken" });
  server.media.clear();
  expect(await destination.readiness?.(receipt, never)).toMatchObject({ state: "broken" });
});

test("a proxy that takes no large parts gets small ones", async () => {
  const server = await startEditorServer();
  server.fail(/^PUT/, { status: 413 });
  const bytes = testBytes(1_500_000);
  await editorDestination(server).send(await outgoingFile(bytes), transfer());
  expect(count(server, /^PUT/)).toBeGreaterThanOrEqual(4);
  expect(bytesOf(only(server)).equals(bytes)).toBe(true);
});

test("no error holds the token", async () => {
  const server = await startEditorServer();
  server.fail(
    /^GET .api.mediafiles/,
    { status: 400, body: JSON.stringify({ message: `bad ${server.token}` }) },
    9,
  );
  const error = await rejection(editorDestination(server).list(never));
  expect(JSON.stringify(error) + String(error)).not.toContain("5f1d7c");
});

test("something that is not the editor says so", async () => {
  const server = await startEditorServer();
  server.fail(/version/, { status: 200, body: "{}" });
  expect(await rejection(editorDestination(server).open(never))).toMatchObject({
    code: "reply_not_understood",
  });
});
