import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { put } from "../support/watch-clips.ts";
import { startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CARDS = 100;
const FILES_PER_CARD = 1000;
const NAME = "A007C001_261120_R1AA";
const MEBIBYTE = 1024 * 1024;

/** Polling, too, with `ODAILIES_SOAK=full`. */
const WAYS = process.env["ODAILIES_SOAK"] === "full" ? ["events", "polling"] : ["events"];

test.each(WAYS)(
  "one clip is found among 100,000 files by %s, and memory is bounded",
  { timeout: 240_000 },
  async (by) => {
    const folder = await tempFolder();
    for (let card = 0; card < CARDS; card += 1) {
      const place = join(folder, `A${String(card).padStart(3, "0")}`);
      mkdirSync(place);
      for (let file = 0; file < FILES_PER_CARD; file += 1)
        closeSync(openSync(join(place, `${file}.mov`), "w"));
    }
    const before = process.memoryUsage().heapUsed;
    const watch = await startWatch(folder, { poll: by === "polling" });
    await put(join(folder, "A007", `${NAME}.mp4`));
    await until(() => watch.outcomes(NAME).length > 0);
    const usedMiB = (process.memoryUsage().heapUsed - before) / MEBIBYTE;
    console.info(`${CARDS * FILES_PER_CARD} files: ${usedMiB.toFixed(0)} MiB of heap`);
    expect(watch.outcomes(NAME)).toMatchObject([{ status: "done" }]);
    expect(usedMiB).toBeLessThan(400);
    expect(await watch.stop()).toBe(3);
  },
);
