import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeProxy } from "../support/media-render.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBars, readCombing } from "../support/media-readings.ts";
import { testShape } from "../support/media-shape.ts";
import { BAR_COLORS, H264, PRORES, fieldOptions, makeSource } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BT2020 = ["-color_primaries", "bt2020", "-colorspace", "bt2020nc"];

const BLACK_AND_WHITE_FIELDS = [
  "fps=50",
  "drawbox=t=fill:color=black:enable='eq(mod(n,2),0)'",
  "drawbox=t=fill:color=white:enable='eq(mod(n,2),1)'",
  "interlace=scan=tff:lowpass=0",
].join(",");

/**
 * From BT.2020 to BT.709 (Rec. ITU-R BT.2407, 2.2) in the light of a display (BT.1886: gamma 2.4), cut off at what
 * BT.709 can show.
 */
function inBt709(bar: number[]): number[] {
  const light = bar.map((code) => (code / 255) ** 2.4);
  const matrix = [
    [1.6605, -0.5876, -0.0728],
    [-0.1246, 1.1329, -0.0083],
    [-0.0182, -0.1006, 1.1187],
  ];
  return matrix.map((row) => {
    const value = row.reduce((sum, factor, index) => sum + factor * light[index]!, 0);
    return 255 * Math.min(1, Math.max(0, value)) ** (1 / 2.4);
  });
}

const barValues = BAR_COLORS.map((color) =>
  [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16)),
);

describe.each(toolsets)("the picture of a proxy by the $name ffmpeg", ({ name, tools }) => {
  async function proxyOf(recipe: Parameters<typeof makeSource>[1]) {
    const folder = await tempFolder();
    const source = await makeSource(folder, recipe);
    const facts = await probeFacts(tools, source);
    const target = join(folder, "proxy.mp4");
    await makeProxy(tools, { source, facts, target, shape: testShape });
    return { facts, target };
  }

  test("wide-gamut SDR is brought to BT.709", async () => {
    const tags = [...BT2020, "-color_trc", "bt2020-10"];
    const { target } = await proxyOf({ name: "wide.mov", matrix: "bt2020", frames: 2, tags });
    const bars = await readBars(target);
    const distances = bars.flatMap((bar, index) =>
      inBt709(barValues[index]!).map((value, channel) => Math.abs(value - bar[channel]!)),
    );
    expect(Math.max(...distances)).toBeLessThanOrEqual(4);
  });

  test.each(inTurn(name, ["arib-std-b67", "smpte2084"]))(
    "HDR (%s) is tone-mapped and says so",
    async (transfer) => {
      const tags = [...BT2020, "-color_trc", transfer];
      const { facts, target } = await proxyOf({ name: "hdr.mov", matrix: "bt2020", frames: 2, tags });
      expect(facts.video.colorTransfer).toBe(transfer);
      expect((await probeFacts(tools, target)).video.colorTransfer).toBe("bt709");
      const [grey = [], , , , , , , black = []] = await readBars(target);
      expect(Math.max(...grey) - Math.min(...grey)).toBeLessThanOrEqual(3);
      expect(Math.max(...black)).toBeLessThan(24);
      // 75 % is reference white in HLG, which is to be 75 to 80 % in SDR, and 983 of 1000 nits in PQ (ITU-R BT.2408).
      const [low, high] = transfer === "smpte2084" ? [245, 255] : [191, 205];
      expect(grey[0]).toBeGreaterThanOrEqual(low);
      expect(grey[0]).toBeLessThanOrEqual(high);
    },
  );

  test.each(
    inTurn(name, [
      ["ProRes", { name: "fields.mov", codec: PRORES }],
      ["H.264", { name: "fields.mp4", codec: H264, pixelFormat: "yuv420p" }],
    ]),
  )("interlaced %s has no combs", async (_, recipe) => {
    const { facts, target } = await proxyOf({
      ...recipe,
      frames: 10,
      filters: BLACK_AND_WHITE_FIELDS,
      options: fieldOptions(),
    });
    expect(facts.video.fieldOrder).toBe("tt");
    expect(await readCombing(target)).toBeLessThan(20);
    expect((await probeFacts(tools, target)).video.fieldOrder).toBe("progressive");
  });
});
