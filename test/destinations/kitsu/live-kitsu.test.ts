import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createKeeping, deliver, describedFile, kitsuAt } from "../../support/kitsu-delivery.ts";
import { runFfmpeg } from "../../support/media-sources.ts";
import { never, rejection } from "../../support/net-client.ts";
import { testBytes } from "../../support/net-outgoing-file.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const { ODAILIES_TEST_KITSU_URL: url, ODAILIES_TEST_KITSU_TOKEN: botToken } = process.env;
/** A project that may be filled with shots; every test makes its own clip in it. */
const name = process.env["ODAILIES_TEST_KITSU_PROJECT"] ?? "odailies test";

async function makeMovie(): Promise<Buffer> {
  const path = join(await tempFolder(), "clip.mp4");
  const source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24000/1001"];
  await runFfmpeg([...source, "-frames:v", "24", "-c:v", "libx264", "-pix_fmt", "yuv420p", path]);
  return readFile(path);
}

describe.skipIf(!url || !botToken)("a real Zou", () => {
  /** Against a real server nothing is quick. */
  const open = async () => {
    const place = { url: url ?? "", botToken: botToken ?? "", project: { name } };
    const destination = kitsuAt(place as unknown as Parameters<typeof kitsuAt>[0], {
      retry: undefined,
      insecure: true,
    });
    return { destination, clips: await destination.open(never) };
  };

  test("takes a clip with its files and values, once", { timeout: 300_000 }, async () => {
    const clipName = `TEST_${randomUUID().slice(0, 8)}`;
    const { destination } = await open();
    const keeping = createKeeping();
    const bytes = await makeMovie();
    const picture = { frameRate: { num: 24_000, den: 1001 }, width: 640, height: 360, frameCount: 24 };
    for (const role of ["graded", "log"] as const) {
      const file = await describedFile(
        bytes,
        { clipName, role },
        { scene: "22", date: "20260422" },
        { picture },
      );
      await deliver(destination, file, keeping);
    }
    const metadata = { scene: "22", take: "1A", circled: true, date: "20260422", description: "rain #all" };
    const report = await destination.patch([{ name: clipName, metadata }], never);
    expect(report.refused).toEqual([]);
    const clip = await destination.get?.(clipName, never);
    expect(clip?.metadata).toMatchObject(report.patched.get(clipName) ?? {});
    expect(await destination.readiness?.(keeping.receipts.get(`${clipName}/graded`)!, never)).toEqual({
      state: "ready",
    });
    const again = createKeeping();
    await deliver(
      (await open()).destination,
      await describedFile(bytes, { clipName }, {}, { picture }),
      again,
    );
    expect(again.ids.get(`${clipName}/graded`)).toEqual(keeping.ids.get(`${clipName}/graded`));
  });

  test("says that a file is no movie", { timeout: 300_000 }, async () => {
    const { destination } = await open();
    const file = await describedFile(testBytes(5000), { clipName: `TEST_${randomUUID().slice(0, 8)}` });
    expect(await rejection(destination.send(file, createKeeping().transferOf(file)))).toMatchObject({
      code: "upload_failed",
    });
  });
});
