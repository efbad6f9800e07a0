import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { remux } from "../../../src/media/remux.ts";
import { probeFacts } from "../../support/media-probe.ts";
import { sharedFolder } from "../../support/media-shared-folder.ts";
import { H264, makeSource } from "../../support/media-sources.ts";
import { anyTools, toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const POSITION = "+48.1371+011.5754/";
const sources = sharedFolder();

const clip = (name: string, options: readonly string[], folder: string) =>
  makeSource(folder, { name, codec: H264, pixelFormat: "yuv420p", frames: 3, options });

describe.each(toolsets)("with the $name ffprobe", ({ name, tools }) => {
  test.each<readonly [file: string, options: readonly string[], kind: string]>([
    ["udta.mp4", ["-metadata", `location=${POSITION}`], "position"],
    ["udta.mov", ["-metadata", `location=${POSITION}`], "position"],
    ["artist.mp4", ["-metadata", "artist=John Doe"], "name"],
    ["artist.mkv", ["-metadata", "artist=John Doe"], "name"],
    ["author.mov", ["-metadata", "author=John Doe"], "name"],
    ["place.mkv", ["-metadata", "RECORDING_LOCATION=Munich"], "position"],
    ["free.mp4", ["-metadata", `comment=${POSITION}`], "position"],
    ["free.avi", ["-metadata", "comment=48.13713, 11.57541"], "position"],
    [
      "keys.mov",
      ["-movflags", "use_metadata_tags", "-metadata", "com.apple.proapps.serialno=4711"],
      "serial",
    ],
    [
      "keys.mp4",
      ["-movflags", "use_metadata_tags", "-metadata", `com.apple.quicktime.location.ISO6709=${POSITION}`],
      "position",
    ],
    ["stream.mkv", ["-metadata:s:v", "device_serial=4711"], "serial"],
  ])("%s tells", async (file, options, kind) => {
    const path = await sources.once(`${name}-${file}`, (folder) => clip(file, options, folder));
    const { personal = [] } = await probeFacts(tools, path);
    expect(personal.map((found) => found.kind)).toEqual([kind]);
    expect(JSON.stringify(personal)).not.toMatch(/John|48\.13|Munich|4711/);
  });

  test.each([
    ["plain.mp4", ["-timecode", "01:00:00:00"]],
    [
      "tool.mov",
      ["-metadata", "title=Day 12", "-metadata", "encoder=Blackmagic Design DaVinci Resolve Studio"],
    ],
    ["notes.mp4", ["-metadata", "comment=NG, boom in frame", "-metadata", "date=2026-11-20"]],
    ["a.mxf", []],
  ])("%s tells nothing", async (file, options) => {
    const path = await sources.once(`${name}-${file}`, (folder) => clip(file, options, folder));
    expect((await probeFacts(tools, path)).personal).toEqual([]);
  });
});

function box(type: string, ...bodies: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    bodies.map((each) => (typeof each === "string" ? Buffer.from(each, "latin1") : each)),
  );
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length, 0);
  header.write(type, 4, "latin1");
  return Buffer.concat([header, body]);
}

const XMP_UUID = Buffer.from("be7acfcb97a942e89c71999491e3afac", "hex");
const EMPTY_STSD = box("stsd", Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box("gpmd", Buffer.alloc(8)));
const TELEMETRY = box(
  "trak",
  box("mdia", box("hdlr", Buffer.alloc(8), "meta", Buffer.alloc(12)), box("minf", box("stbl", EMPTY_STSD))),
);

describe("what only boxes tell", () => {
  async function withMoov(...more: readonly Buffer[]): Promise<string> {
    const path = await clip("a.mp4", ["-movflags", "0"], await tempFolder());
    const bytes = await readFile(path);
    const moov = bytes.lastIndexOf("moov") - 4;
    const added = Buffer.concat(more);
    bytes.writeUInt32BE(bytes.readUInt32BE(moov) + added.length, moov);
    await writeFile(path, Buffer.concat([bytes, added]));
    return path;
  }

  test.each([
    ["a GoPro's telemetry", TELEMETRY, "camera data", "track gpmd"],
    ["a GoPro's settings", box("udta", box("GPMF", "DEVC")), "camera data", "GPMF"],
    ["a Canon's own", box("udta", box("CNTH", "picture")), "camera data", "CNTH"],
    ["a dash camera's", box("gps ", "list"), "position", "gps "],
    [
      "Sony's XML",
      box("meta", Buffer.alloc(4), box("xml ", `<Device serialNo="0123"/>`)),
      "serial",
      "metadata",
    ],
    ["Adobe's XMP", box("udta", box("XMP_", "<exif:GPSLatitude>48,8N<")), "position", "XMP"],
    [
      "iTunes' own kind of tag",
      box("meta", Buffer.alloc(4), box("ilst", box("----", box("name", "\0\0\0\0CAMERA_SERIAL")))),
      "serial",
      "CAMERA_SERIAL",
    ],
    ["3GPP's author", box("udta", box("auth", "\0\0\0\0\u0015\u00c7John\0")), "name", "auth"],
  ])("%s", async (_, added, kind, where) => {
    expect((await probeFacts(anyTools(), await withMoov(added))).personal).toEqual([{ kind, where }]);
  });

  test("beside the index: XMP, and what a panorama camera leaves behind everything", async () => {
    const path = await clip("a.mp4", [], await tempFolder());
    await appendFile(
      path,
      box("uuid", XMP_UUID, `<x xmlns="..." stRef:filePath="/Users/john/Desktop/a.mov"/>`),
    );
    expect((await probeFacts(anyTools(), path)).personal).toEqual([{ kind: "name", where: "XMP" }]);
    await appendFile(path, Buffer.from("positions8db42d694ccc418790edff439fe026bf"));
    expect((await probeFacts(anyTools(), path)).personal).toContainEqual({
      kind: "camera data",
      where: "Insta360 trailer",
    });
  });

  test("is gone after a remux, with the tags", async () => {
    const folder = await tempFolder();
    const source = await withMoov(
      TELEMETRY,
      box("udta", box("GPMF", "DEVC"), box("\u00a9xyz", "\0\u0012\u0015\u00c7", POSITION)),
    );
    const facts = await probeFacts(anyTools(), source);
    expect(facts.personal).toHaveLength(3);
    const target = join(folder, "out.mp4");
    await remux(anyTools(), { source, facts, target });
    expect((await probeFacts(anyTools(), target)).personal).toEqual([]);
    expect((await readFile(target)).includes(POSITION)).toBe(false);
  });
});
