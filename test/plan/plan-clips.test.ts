import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FoundClip, FoundFile } from "../../src/domain/clip.ts";
import { planClips } from "../../src/plan/plan-clips.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { runFfmpeg } from "../support/media-sources.ts";
import { tempFolder } from "../support/temp-folder.ts";

const signal = new AbortController().signal;

async function clipWithPicture(change: (picture: Buffer) => Buffer = (picture) => picture) {
  const root = await tempFolder();
  const picture = join(root, "A001C001.jpg");
  await runFfmpeg(["-f", "lavfi", "-i", "testsrc2=s=960x540", "-frames:v", "1", picture]);
  await writeFile(picture, change(await readFile(picture)));
  await writeFile(join(root, "A001C001.mp4"), "video");
  const found = async (name: string): Promise<FoundFile> => {
    const { size, mtimeMs } = await stat(join(root, name));
    return { path: join(root, name), relativePath: name, sizeBytes: size, mtimeMs };
  };
  const clip = { name: "A001C001", card: { root, name: "A001" } } as FoundClip;
  return { ...clip, graded: await found("A001C001.mp4"), thumbnail: await found("A001C001.jpg") };
}

async function owedPicture(clip: FoundClip, thumbnail: "middle" | "none") {
  const wants = { spec: DEFAULT_SPEC, proxy: "auto", allow: new Set<string>(), burnIn: undefined } as const;
  const [plan] = await planClips([clip], { ...wants, thumbnail }, signal);
  return plan?.owes.find(({ role }) => role === "thumbnail")?.source.relativePath;
}

test("a picture that came along is owed as it is", async () => {
  const clip = await clipWithPicture();
  expect(await owedPicture(clip, "middle")).toBe("A001C001.jpg");
  expect(await owedPicture(clip, "none")).toBe("A001C001.jpg");
});

test("one that breaks off is made of the graded file by every run, or left out", async () => {
  const clip = await clipWithPicture((picture) => picture.subarray(0, picture.length / 2));
  expect(await owedPicture(clip, "middle")).toBe("A001C001.mp4");
  expect(await owedPicture(clip, "none")).toBeUndefined();
});
