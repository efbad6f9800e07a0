import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scanCard } from "../../../src/cards/scan-card.ts";
import type { Event } from "../../../src/domain/events.ts";
import { readSounds } from "../../../src/annotate/sheets/read-sounds.ts";
import { formatChunk, takeRecording, wavFile } from "../../support/metadata-wav.ts";
import { tempFolder } from "../../support/temp-folder.ts";

async function readFrom(files: Readonly<Record<string, Buffer>>) {
  const folder = await tempFolder();
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const events: Event[] = [];
  const context = { emit: (event: Event) => void events.push(event), signal: new AbortController().signal };
  const rows = await readSounds([await scanCard(folder, { as: "auto" })], context);
  return { takes: rows.map(({ metadata }) => metadata.take), events };
}

const take = (number: number, more = "", clock = number * 100) =>
  takeRecording({ clock, seconds: 1, ixml: `<SCENE>1</SCENE><TAKE>${number}</TAKE>${more}` });

test("every recording with a slate is a row, and no other file says anything", async () => {
  const { takes, events } = await readFrom({
    "T1.wav": take(1),
    "T2.BWF": take(2),
    "T3.aif": Buffer.from("FORM\0\0\0\0AIFF"),
    "T4.wav": Buffer.alloc(0),
    "T5.wav": wavFile([formatChunk()]),
    "._T1.wav": take(9),
  });
  expect(takes).toEqual(["1", "2"]);
  expect(events).toEqual([]);
});

test("files of one family are one row, however many channels there are", async () => {
  const set = (uid: string) =>
    `<FILE_SET><TOTAL_FILES>2</TOTAL_FILES><FAMILY_UID>${uid}</FAMILY_UID></FILE_SET>`;
  const { takes } = await readFrom({
    "T1_1.wav": take(1, set("F1")),
    "T1_2.wav": take(1, set("F1")),
    "T2_1.wav": take(2, set("F2")),
    "T3_1.wav": take(3, set("F2")),
  });
  expect(takes).toEqual(["1", "2", "3"]);
});

test("pulled-up recordings are said once and not used", async () => {
  const pulled = "<SPEED><FILE_SAMPLE_RATE>48048</FILE_SAMPLE_RATE></SPEED>";
  const { takes, events } = await readFrom({ "T1.wav": take(1, pulled), "T2.wav": take(2, pulled) });
  expect(takes).toEqual([]);
  expect(events).toMatchObject([{ type: "warning", code: "sound_pulled_up" }]);
  expect(events[0]).toHaveProperty("message", expect.stringContaining("2 sound files were"));
});
