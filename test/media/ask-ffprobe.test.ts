import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askFfprobe } from "../../src/media/ask-ffprobe.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

test.skipIf(process.platform === "win32").each([
  ["plain", "A001C001.mov"],
  ["a line end", "A001\nClip 7 up: everything is up.mov"],
  ["several", "A\n\n\nB\rC.mov"],
  ["a colon", "take 1: wide: good.mov"],
  ["an escape", "A001\u001b[8mC\u0007.mov"],
  ["more than a line holds", `${"x".repeat(120)}\n${"y".repeat(120)}.mov`],
])("nothing of a name with %s stands in ffprobe's words", async (_, name) => {
  const path = join(await tempFolder(), name);
  await writeFile(path, "no movie at all");
  const answer = await askFfprobe(anyTools().ffprobe.path, path, "iso", undefined);
  expect(answer).toMatchObject({
    code: "unreadable",
    message: expect.stringMatching(
      /^ffprobe cannot read the file: (Invalid data found when processing input|moov atom not found)\.$/,
    ) as string,
  });
});
