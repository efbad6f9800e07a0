import { copyFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { removeClip, renameClip } from "../../../src/server/library/remove-clip.ts";
import { removeProject, renameProject } from "../../../src/server/library/remove-project.ts";
import { PROJECT, startTestServer } from "../../support/server-fixture.ts";

async function startWithClips(...names: string[]) {
  const server = await startTestServer({
    makeThumbnail: (video, target) => copyFile(video, target),
  });
  for (const name of names) await server.upload(`_graded/${name}.mp4`, `film of ${name}`);
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  const picture = async (name: string) =>
    (await server.call("GET", `/media/${PROJECT}/_thumbnails/${encodeURIComponent(name)}.jpg`)).text;
  return { server, library, picture };
}

test("what comes under the name of a removed clip is a new clip, with a picture of its own", async () => {
  const { server, library, picture } = await startWithClips("A001");
  await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name: "A001", scene: "22" }] },
  });
  expect(await picture("A001")).toBe("film of A001");
  removeClip(library, PROJECT, "A001");
  expect(await server.files()).toEqual([]);
  expect(await server.clip("A001")).toBeUndefined();
  await server.upload("_graded/A001.mp4", "another film");
  expect(await server.clip("A001")).toEqual({ name: "A001", fileSize: 12 });
  expect(await picture("A001")).toBe("another film");
});

test("a clip keeps its values and files under a new name, in other case and of any kind", async () => {
  const { server, library, picture } = await startWithClips("a001");
  await server.upload("_log/a001.mp4", "log");
  await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name: "a001", scene: "22" }] },
  });
  expect(await picture("a001")).toBe("film of a001");
  for (const [from, to] of [
    ["a001", "A001"],
    ["A001", "AUX"],
    ["AUX", "take 1."],
  ] as const) {
    renameClip(library, PROJECT, from, to);
    expect(await server.clip(from)).toBeUndefined();
    expect(await server.clip(to)).toEqual({ name: to, scene: "22", fileSize: 12 });
    expect(await picture(to)).toBe("film of a001");
    expect((await server.call("GET", `/media/${PROJECT}/_log/${encodeURIComponent(to)}.mp4`)).text).toBe(
      "log",
    );
  }
});

test("a clip under its right name gets what was sent for that name before", async () => {
  const { server, library } = await startWithClips("A0001");
  const patch = (data: readonly Readonly<Record<string, unknown>>[]) =>
    server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, { json: { data } });
  await patch([
    { name: "A0001", camera: "A", scene: "1" },
    { name: "A001", scene: "22", take: "3" },
  ]);
  renameClip(library, PROJECT, "A0001", "A001");
  const merged = { name: "A001", camera: "A", scene: "22", take: "3", fileSize: 13 };
  expect(await server.clip("A001")).toEqual(merged);
  await patch([{ name: "A001", scene: "23" }]);
  await server.upload("_graded/A001.mp4", "film of A0001");
  expect(await server.clip("A001")).toEqual({ ...merged, scene: "23" });
});

test("what waits for a clip of which only the LOG file is there goes along with it", async () => {
  const { server, library } = await startWithClips();
  await server.upload("_log/A0001.mp4", "log");
  await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: {
      data: [
        { name: "A0001", camera: "A", scene: "1" },
        { name: "A001", scene: "22" },
      ],
    },
  });
  renameClip(library, PROJECT, "A0001", "A001");
  expect(await server.clip("A001")).toBeUndefined();
  await server.upload("_graded/A001.mp4", "film");
  expect(await server.clip("A001")).toEqual({ name: "A001", camera: "A", scene: "22", fileSize: 4 });
});

test("a name that is taken, in whatever case, and one that cannot be a name are refused", async () => {
  const { server, library } = await startWithClips("A001", "B001");
  const refusals = {
    B001: "There is a clip B001 already.",
    b001: "There is a clip B001 already.",
    A001: "There is a clip A001 already.",
    "": 'No clip can be called "": the name is empty.',
    "a/b": 'No clip can be called "a/b": the name holds a slash or backslash.',
    "a\nb": 'No clip can be called "a\nb": the name holds a control character.',
    "..": 'No clip can be called "..": the name holds dots alone.',
  };
  for (const [to, message] of Object.entries(refusals)) {
    const refused = expect.objectContaining({ code: "usage", message });
    expect(() => renameClip(library, PROJECT, "A001", to), to).toThrow(refused);
  }
  expect(await server.clip("A001")).toBeDefined();
});

test("a project takes its clips, files and tokens along, and with it they go", async () => {
  const { server, library } = await startWithClips("A001");
  const other = server.createToken({ label: "x", read: true, write: true, upload: true, project: "Other" });
  const refusals = {
    Other: "There is a project Other already.",
    OTHER: "There is a project Other already.",
    "../x": 'No project can be called "../x".',
    "": 'No project can be called "".',
  };
  for (const [to, message] of Object.entries(refusals)) {
    const refused = expect.objectContaining({ code: "usage", message });
    expect(() => renameProject(library, PROJECT, to), to).toThrow(refused);
  }
  renameProject(library, PROJECT, "p1");
  const listed = async (project: string, token: string) =>
    (await server.call("GET", `/api/v2/clips/${project}/${token}`)).status;
  expect(await listed("p1", server.token)).toBe(200);
  expect(await listed(PROJECT, server.token)).toBe(400);
  expect(await server.files()).toContain("projects/p1/_graded/A001.mp4");
  await removeProject(library, "p1");
  expect(await server.files()).toEqual([]);
  expect(await listed("p1", server.token)).toBe(401);
  expect(await listed("Other", other)).toBe(200);
});
