import { expect, test } from "vitest";
import type { Cdl, Rgb } from "../../../src/domain/cdl.ts";
import { applyCdl } from "../../../src/media/look/apply-cdl.ts";

const neutral: Cdl = { slope: [1, 1, 1], offset: [0, 0, 0], power: [1, 1, 1], saturation: 1 };

// Worked out by hand from the standard's formula.
test.each<[string, Partial<Cdl>, Rgb, Rgb]>([
  ["neutral", {}, [0.2, 0.5, 1], [0.2, 0.5, 1]],
  ["slope before offset", { slope: [2, 1, 1], offset: [0.1, 0, 0] }, [0.2, 0, 0], [0.5, 0, 0]],
  ["clamp before power", { slope: [2, 1, 1], power: [2, 1, 1] }, [0.9, 0, 0], [1, 0, 0]],
  ["a negative clamps to 0", { offset: [-0.5, 0, 0], power: [2, 1, 1] }, [0.2, 0, 0], [0, 0, 0]],
  ["power", { power: [2, 0.5, 1] }, [0.5, 0.25, 0.3], [0.25, 0.5, 0.3]],
  ["Rec.709 weights", { saturation: 0 }, [1, 0, 0], [0.2126, 0.2126, 0.2126]],
  ["green's weight", { saturation: 0 }, [0, 1, 0], [0.7152, 0.7152, 0.7152]],
  ["clamp after saturation", { saturation: 3 }, [1, 0, 0], [1, 0, 0]],
  ["saturation after power", { power: [2, 2, 2], saturation: 0 }, [0.5, 0.5, 0.5], [0.25, 0.25, 0.25]],
])("%s", (_, cdl, rgb, wanted) => {
  applyCdl({ ...neutral, ...cdl }, rgb).forEach((value, channel) => {
    expect(value).toBeCloseTo(wanted[channel]!, 10);
  });
});
