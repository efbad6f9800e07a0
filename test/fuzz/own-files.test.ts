// Files of this program's own that come back from other machines, from memory sticks and from editors.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfigFile } from "../../src/config/read-config-file.ts";
import { mayConcern, readRecord, writeRecord } from "../../src/ledger/record.ts";
import { parseJson } from "../../src/net/parse-json.ts";
import { readPlanFile } from "../../src/plan/plan-file.ts";
import { buildSpec } from "../../src/spec/build-spec.ts";
import { fuzzReader } from "../support/fuzz-reader.ts";
import { mutatedJson } from "../support/mutated-json.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures");
const asText = (bytes: Buffer) => bytes.toString("utf8");
const asBytes = (value: object) => Buffer.from(JSON.stringify(value));

const place = { relativePath: "A/A001.mp4", sizeBytes: 4, mtimeMs: 1_700_000_000_000 };
const file = { root: "A", path: "A001.mp4", bytes: 4, mtime: "2026-11-20T10:00:00.000Z" };
fuzzReader("plan", {
  samples: [
    asBytes({
      plan_version: 1,
      roots: { A: "/cards/A" },
      sounds: [],
      clips: [{ clip: "A001", files: [file] }],
    }),
  ],
  mutated: mutatedJson,
  read: (bytes) => readPlanFile(asText(bytes), "plan.json"),
});

const RECORD = writeRecord(
  {
    type: "made",
    clip: "A001",
    role: "graded",
    source: place,
    recipe: "r",
    file: "A001.mp4",
    sizeBytes: 4,
  } as never,
  "2026-11-20T10:00:00.000Z",
);
fuzzReader("record", {
  samples: [Buffer.from(RECORD.trim())],
  mutated: mutatedJson,
  read: (bytes) => {
    readRecord(asText(bytes), "odailies");
    mayConcern(asText(bytes), new Set(["A001"]));
  },
});

fuzzReader("spec", {
  samples: ["strict-size.json", "codec-only.json", "many-mistakes.json"].map((name) =>
    readFileSync(join(FIXTURES, "specs", name)),
  ),
  mutated: mutatedJson,
  read: (bytes) => {
    buildSpec(parseJson(asText(bytes), "day.json"), "day", []);
  },
});

fuzzReader("config", {
  samples: [
    Buffer.from(
      '# the show\nproject = "p1"\nsize = "1080"\nto = ["odailies"]\n[metadata]\nfiles = ["day.csv"]\n[metadata.columns]\n' +
        '"Slate" = "scene"\n[destinations.kitsu]\ntask-type = "Dailies"\n[profile.b]\nlut = "b.cube"\n',
    ),
  ],
  read: (bytes) => {
    readConfigFile({ path: "/show/odailies.toml", text: asText(bytes) }, "b");
  },
});
