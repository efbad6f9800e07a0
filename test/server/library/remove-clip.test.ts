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

test("a name that is taken, in whatever case, and one that cannot be a name are refused", async () => {
  const { server, library } = await startWithClips("A001", "B001");
  for (const to of ["B001", "b001", "A001", "", "a/b", "a\nb", ".."]) {
    expect(() => renameClip(library, PROJECT, "A001", to), to).toThrow(/\./);
  }
  expect(await server.clip("A001")).toBeDefined();
});

test("a project takes its clips, files and tokens along, and with it they go", async () => {
  const { server, library } = await startWithClips("A001");
  const other = server.createToken({ label: "x", read: true, write: true, upload: true, project: "Other" });
  for (const to of ["Other", "OTHER", "../x", ""]) {
    expect(() => renameProject(library, PROJECT, to), to).toThrow(/\./);
  }
  renameProject(library, PROJECT, "p1");
  const listed = async (project: string, token: string) =>
    (await server.call("GET", `/api/v2/clips/${project}/${token}`)).status;
  expect(await listed("p1", server.token)).toBe(200);
  expect(await listed(PROJECT, server.token)).toBe(400);
  expect(await server.files()).toContain("projects/p1/_graded/A001.mp4");
  removeProject(library, "p1");
  expect(await server.files()).toEqual([]);
  expect(await listed("p1", server.token)).toBe(401);
  expect(await listed("Other", other)).toBe(200);
});
