import { expect, test } from "vitest";
import { pasteable } from "../../src/commands/pasteable.ts";

test.each([
  [["ingest", "A001", "--json"], "odailies ingest A001 --json"],
  [["ingest", "--token", "s3cret", "A001"], "odailies ingest A001"],
  [["ingest", "A001", "--token=s3cret"], "odailies ingest A001"],
  [["ingest", "A001", "--token"], "odailies ingest A001"],
  [["ingest", "--token-file", "token.txt"], "odailies ingest --token-file token.txt"],
  [["ingest", "Day 1/Küche", "Anna's"], "odailies ingest 'Day 1/Küche' 'Anna'\\''s'"],
  [["ingest", "$HOME", ""], "odailies ingest '$HOME' ''"],
])("%j is given back ready for the shell, without a token", (given, line) => {
  expect(pasteable(given)).toBe(line);
});
