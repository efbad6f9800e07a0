import { expect, test } from "vitest";
import { encodingOfClip } from "../../src/domain/clip-encoding.ts";
import {
  ENCODINGS,
  type LogEncoding,
  parseLogEncoding,
  requireLogEncoding,
} from "../../src/domain/log-encoding.ts";

test.each([
  ["LOG-C", "logc3"],
  ["Log C", "logc3"],
  ["LogC3", "logc3"],
  ["ARRI LogC", "logc3"],
  ["LogC4", "logc4"],
  ["ARRI RAW LogC4", "logc4"],
  ["LOG-C4", "logc4"],
  ["s-log3", "slog3"],
  ["s-log3-cine", "slog3"],
  ["S-Log3/S-Gamut3.Cine", "slog3"],
  ["S-Log2", "slog2"],
  ["Canon Log 2", "clog2"],
  ["C-Log3", "clog3"],
  ["Canon Log", "clog"],
  ["V-LOG", "vlog"],
  ["V-Log L", "vlog"],
  ["Log3G10", "log3g10"],
  ["REDlogFilm", "redlogfilm"],
  ["Blackmagic Design Film", "bmdfilm"],
  ["BMD Film Gen5", "bmdfilm5"],
  ["D-Log", "dlog"],
  ["dlog_m", "dlogm"],
  ["D-Log M", "dlogm"],
  ["Apple Log", "applelog"],
  ["N-Log", "nlog"],
  ["F-Log", "flog"],
  ["F-Log2", "flog2"],
  ["hlg", "hlg"],
  ["rec709", "rec709"],
  ["BT.709", "rec709"],
  ["s-cinetone", "scinetone"],
  // Raw recordings are linear; what is made of them is not.
  ["scene-linear", undefined],
  ["arib-std-b67", "hlg"],
  ["smpte2084", "pq"],
  ["default", undefined],
  ["2.4", undefined],
  ["catalog", undefined],
  ["", undefined],
])("%s", (text, encoding) => {
  expect(parseLogEncoding(text)).toBe(encoding);
});

test.each(Object.keys(ENCODINGS) as LogEncoding[])("%s is known by its own id and label", (id) => {
  expect(requireLogEncoding(id)).toBe(id);
  expect(parseLogEncoding(ENCODINGS[id].label)).toBe(id);
});

test("sidecar before sheet before tags; BT.709 tags tell nothing", () => {
  expect(encodingOfClip({ sidecar: "s-log3", sheet: "LogC4", colorTransfer: "arib-std-b67" })).toEqual({
    encoding: "slog3",
    source: "the camera's sidecar",
  });
  expect(encodingOfClip({ sidecar: "default", sheet: "LogC4" })?.encoding).toBe("logc4");
  expect(encodingOfClip({ colorTransfer: "arib-std-b67" })?.encoding).toBe("hlg");
  expect(encodingOfClip({ colorTransfer: "bt709" })).toBeUndefined();
  expect(encodingOfClip({})).toBeUndefined();
});

test("an unknown name of --log-encoding is refused with the known ones", () => {
  expect(() => requireLogEncoding("filmlook")).toThrow(
    expect.objectContaining({ code: "usage", hint: expect.stringContaining("logc4") as string }),
  );
});
