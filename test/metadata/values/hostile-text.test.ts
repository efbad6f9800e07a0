import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METADATA_PROPERTY_NAMES } from "../../../src/domain/metadata.ts";
import { COLUMN_ALIASES } from "../../../src/metadata/columns/aliases.ts";
import { readValue } from "../../../src/metadata/columns/read-value.ts";
import { cameraClipId, clipBase } from "../../../src/metadata/values/clip-base.ts";
import { hostileText } from "../../support/metadata-text.ts";

const KEYS = METADATA_PROPERTY_NAMES.flatMap((property) =>
  (COLUMN_ALIASES[property] ?? [property.toLowerCase()]).map((key) => ({ property, key })),
);

const cell = fc.oneof(
  hostileText(60),
  fc.stringMatching(/^[0-9.,:;/+\-−*()T fmskRGM°'"x@]{0,30}$/),
  fc.double().map(String),
);
const context = fc.record(
  {
    fps: fc.double({ min: 1, max: 1000, noNaN: true }),
    sensorFps: fc.double({ min: 1, max: 1000, noNaN: true }),
  },
  { requiredKeys: [] },
);

describe("any text", () => {
  test("gives a value with something in it, a warning, or nothing, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KEYS), cell, context, ({ property, key }, text, given) => {
        const parsed = readValue(property, text, key, given) ?? { value: {} };
        const values = Object.values(parsed.value ?? { warning: parsed.warning });
        expect(values.filter((value) => value === "" || value === undefined || Number.isNaN(value))).toEqual(
          [],
        );
      }),
      { numRuns: 3000 },
    );
  });

  test("is a base name without separators, or none", () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(clipBase(text) ?? "none").toMatch(/^[^/\\]+$/u);
      }),
    );
  });
});

test.each(["9", " ", "a", "1,", "*", "-", "(", "24-", "mm", "1 ", "C0", "/", "0."])(
  "a cell of 100,000 times %j is read to its end by every parser",
  (piece) => {
    const text = piece.repeat(100_000);
    const readAll = () => {
      for (const property of METADATA_PROPERTY_NAMES) readValue(property, text, "", { sensorFps: 24 });
      return cameraClipId(clipBase(text) ?? "");
    };
    expect(readAll).not.toThrow();
  },
);
