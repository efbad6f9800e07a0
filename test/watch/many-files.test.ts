import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { put } from "../support/watch-clips.ts";
import { startWatch, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { isThorough } from "../support/thorough.ts";

/** To make and to delete so many takes longer than to watch them. */
const CARDS = isThorough ? 100 : 20;
const FILES_PER_CARD = 1000;
const FILES = CARDS * FILES_PER_CARD;
const MOST_KIB_PER_FILE = 4;
const NAME = "A007C001_261120_R1AA";

/** Polling, too, with `ODAILIES_SOAK=full`. */
const WAYS = process.env["ODAILIES_SOAK"] === "full" ? ["events", "polling"] : ["events"];

test.each(WAYS)(
  `one clip is found among ${FILES} files by %s, and memory is bounded`,
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
    const usedKib = (process.memoryUsage().heapUsed - before) / 1024;
    console.info(`${FILES} files: ${(usedKib / 1024).toFixed(0)} MiB of heap`);
    expect(watch.outcomes(NAME)).toMatchObject([{ status: "done" }]);
    expect(usedKib / FILES).toBeLessThan(MOST_KIB_PER_FILE);
    expect(await watch.stop()).toBe(3);
  },
);
