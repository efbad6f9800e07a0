import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runClip } from "../../support/make-clip.ts";
import { H264, type SourceRecipe, makeSource, runFfmpeg } from "../../support/media-sources.ts";
import { anyTools, toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** As it may be sent, but for where its index is. */
const PLAIN: SourceRecipe = {
  ...{ name: "whole.mov", size: "128x72", frames: 50, pixelFormat: "yuv420p" },
  codec: [...H264, "-bf", "2", "-g", "12"],
};

describe.each(toolsets)("by the $name ffmpeg", ({ name, tools }) => {
  test("what no copy can show is encoded", async () => {
    const folder = await tempFolder();
    const whole = await makeSource(folder, { ...PLAIN, timecode: "10:00:00:00" });
    const path = join(folder, "A001C001.mov");
    // Ends within a group of pictures, one of which is not there.
    await runFfmpeg(["-i", whole, "-frames:v", "26", "-c", "copy", path]);
    const clip = await runClip(tools, path);
    expect(clip.checked.verdicts.graded).toBe("remux");
    const { file, facts } = await clip.make();
    expect(facts).toMatchObject({ timecode: "10:00:00:00", video: { frameCount: 26 } });
    const said = clip.events.filter(({ type }) => type === "warning");
    expect(said).toMatchObject(file.action === "encode" ? [{ code: "encoded_instead" }] : []);
    if (name === "registry") expect(file.action).toBe("encode");
  });
});

const SIDECAR = `<?xml version="1.0" encoding="UTF-8"?>
<NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.00">
<LtcChangeTable tcFps="30" halfStep="true"><LtcChange frameCount="0" value="20560112" status="increment"/></LtcChangeTable>
</NonRealTimeMeta>`;

test.each([
  ["remux", undefined],
  ["encode", "always"],
] as const)(
  "a start that only the camera's sidecar knows is written in a new file: %s",
  async (action, proxy) => {
    const folder = await tempFolder();
    const path = await makeSource(folder, { ...PLAIN, name: "C0001.mov", rate: "60000/1001" });
    const sidecar = join(folder, "C0001M01.XML");
    await writeFile(sidecar, SIDECAR);
    const clip = await runClip(anyTools(), path, { sidecars: [sidecar], ...(proxy && { proxy }) });
    const { file, facts } = await clip.make();
    expect({ action: file.action, timecode: facts.timecode }).toEqual({ action, timecode: "12:01:56:40" });
  },
);
