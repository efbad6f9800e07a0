import { expect, test } from "vitest";
import { suggestMetadata } from "../../src/metadata/suggest-metadata.ts";

const RECORDING = { scene: "22A", take: "3", circled: true, description: "Boom in shot" };

test.each([
  ["where nothing is known, all of it", {}, RECORDING],
  [
    "where the slate is known, the rest",
    { scene: "22", take: "3" },
    { circled: true, description: "Boom in shot" },
  ],
  [
    "takes that are only written otherwise are the same",
    { scene: "22", take: "003" },
    { circled: true, description: "Boom in shot" },
  ],
  ["of another take, nothing", { take: "4" }, {}],
  [
    "an empty text is not a value",
    { scene: " ", take: "3" },
    { scene: "22A", circled: true, description: "Boom in shot" },
  ],
  ["false is a value", { circled: false }, { scene: "22A", take: "3", description: "Boom in shot" }],
  ["where all is known, nothing", RECORDING, {}],
])("%s", (_, known, expected) => {
  expect(suggestMetadata(RECORDING, known)).toEqual(expected);
});
