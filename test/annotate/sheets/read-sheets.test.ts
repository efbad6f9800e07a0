import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseColumnMapping } from "../../../src/metadata/columns/parse-column-mapping.ts";
import { readSheets } from "../../../src/annotate/sheets/read-sheets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("mapped columns are enough to find the header row of a sheet in no known language", async () => {
  const path = join(await tempFolder(), "log.csv");
  await writeFile(path, "Kuvatiedosto;Otto;Muuta\nA001C001;3;hyvä\n");
  const read = (...mappings: readonly string[]) =>
    readSheets({
      given: [path],
      scans: [],
      reading: { map: mappings.map(parseColumnMapping), dateOrder: undefined, encoding: undefined },
      emit: () => undefined,
      signal: AbortSignal.any([]),
    });

  await expect(read()).rejects.toMatchObject({ code: "metadata_unreadable" });
  const { given } = await read("Kuvatiedosto=name", "Otto=take");
  expect(given).toMatchObject([{ line: 2, names: ["A001C001"], metadata: { take: "3" } }]);
});

test("a run that is stopped waits for no sheet to be understood", async () => {
  const path = join(await tempFolder(), "long.csv");
  const rows = Array.from({ length: 20_000 }, (_, index) => `A001C${index};${index}`);
  await writeFile(path, ["File Name;Scene", ...rows].join("\n"));
  const stopping = new AbortController();
  const reading = { map: [], dateOrder: undefined, encoding: undefined };
  const request = { given: [path], scans: [], reading, emit: () => undefined, signal: stopping.signal };
  const read = readSheets(request);
  setImmediate(() => stopping.abort(new Error("stopped")));
  await expect(read).rejects.toThrow("stopped");
});
