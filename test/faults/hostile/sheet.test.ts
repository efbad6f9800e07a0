// A hostile sheet: cells and rows without measure, and cells that steer a terminal. It is read in bounded time and memory.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../../support/net-odailies-server.ts";
import { programIn } from "../../support/run-odailies.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { inputsOf } from "../../support/thorough.ts";
import { setCanaries } from "./canaries.ts";
import { holdRun } from "./held-run.ts";

const ale = (columns: string, rows: readonly string[]) =>
  `Heading\nFIELD_DELIM\tTABS\nFPS\t25\n\nColumn\n${columns}\n\nData\n${rows.join("\n")}\n`;
const times = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index));

interface Sheet {
  readonly kind: string;
  readonly name: string;
  readonly file: string;
  readonly text: (canary: string) => string;
}
const SHEETS: readonly Sheet[] = [
  {
    kind: "rows",
    name: "120,000 rows of another width",
    file: "bad.ale",
    text: () =>
      ale(
        "Name\tScene\tTake",
        times(120_000, (index) => `A001\t${index}\t1\ttoo\tmuch`),
      ),
  },
  {
    kind: "rows",
    name: "one clip in 10,000 rows",
    file: "same.ale",
    text: () =>
      ale(
        "Name\tScene\tTake",
        times(10_000, (index) => `A001C001\t${index}\t${index % 9}`),
      ),
  },
  {
    kind: "rows",
    name: "one time in 10,000 rows",
    file: "time.csv",
    text: () => `Start,End,Scene\n${times(10_000, (index) => `10:00:00:00,11:00:00:00,${index}`).join("\n")}`,
  },
  {
    kind: "cells",
    name: "cells of 300 kB",
    file: "cells.csv",
    text: () =>
      `Name,Scene,FPS,Shutter,Date,Lens\n${times(20, () => ["A001C001", " ", "9", "1/", "-", "("].map((piece) => piece.repeat(300_000 / piece.length)).join(",")).join("\n")}`,
  },
  {
    kind: "cells",
    name: "10,000 columns",
    file: "columns.csv",
    text: () => `Name,${times(10_000, (index) => `Scene ${index}`).join(",")}\nA001C001,${",".repeat(9999)}`,
  },
  {
    kind: "words",
    name: "cells that steer a terminal, call programs and hosts",
    file: "words.csv",
    text: (canary) =>
      `Name,Scene,Comments\nA001C001,"\u009d52;c;cm0=\u202e","=HYPERLINK(""${canary}"")"\n"\nFORGED up","=cmd|' /C touch mark'!A0","\u009b8m\u200b"\n`,
  },
];

test.skipIf(process.platform !== "linux").each(inputsOf(SHEETS, ({ kind }) => kind))(
  "$name",
  { timeout: 200_000 },
  async ({ file, text }) => {
    const canaries = await setCanaries();
    const server = await startOdailiesServer();
    server.clips.set("A001C001", { timecode: "10:00:00:00", duration: 60, fps: 25 });
    const program = programIn(await tempFolder());
    await writeFile(join(program.home, file), text(canaries.origin));
    const { token, api, project } = server;
    const env = { ODAILIES_TOKEN: token, ODAILIES_API: api, ODAILIES_PROJECT: project };
    const run = await holdRun(program, { args: ["annotate", file], env });
    expect([...run.faults, ...(await canaries.sung())], run.stderr.slice(0, 3000)).toEqual([]);
    expect([0, 4, 31], run.stderr.slice(0, 3000)).toContain(run.exitCode);
    expect([...server.clips.keys()]).toEqual(["A001C001"]);
    // A line per row, and no more.
    expect(run.stderr.split("\n").length).toBeLessThan(20_000);
  },
);
