import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckedClip } from "../../src/domain/clip.ts";
import { checkClip, type CheckOptions } from "../../src/spec/check-clip.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { RULES } from "../../src/spec/rules/index.ts";
import { type ClipParts, probedClip } from "../support/spec-clips.ts";
import { type FactChanges, goodFacts } from "../support/spec-facts.ts";

interface Given {
  readonly proxy?: CheckOptions["proxy"];
  readonly allow?: readonly string[];
  readonly thumbnail?: CheckOptions["thumbnail"];
}

function check(parts: ClipParts, { proxy = "auto", allow = [], thumbnail }: Given = {}): CheckedClip {
  const options = { spec: DEFAULT_SPEC, allow: new Set(allow), proxy };
  return checkClip(probedClip(parts), { ...options, ...(thumbnail && { thumbnail }) });
}

const verdictOfGraded = (changes: FactChanges, given: Given = {}, parts: ClipParts = {}) =>
  check({ graded: goodFacts(changes), ...parts }, given).verdicts.graded;

const SLOW_START: FactChanges = { container: { moovBeforeMdat: false } };
const HEVC: FactChanges = { video: { codec: "hevc", profile: "Main" } };
const ROTATED: FactChanges = { video: { rotation: 90 } };
const TRUNCATED: FactChanges = { decodeErrors: ["Invalid NAL unit size"] };
const MOV: ClipParts = { gradedFileName: "A001C001.mov" };

describe("the verdict with --proxy auto", () => {
  test("a file that meets the spec passes", () => {
    expect(verdictOfGraded({})).toBe("passthrough");
  });

  test("a single picture has a size, and no bit rate", () => {
    const single = { video: { bitRate: 88_200_000 } };
    expect(verdictOfGraded({ ...single, container: { durationSeconds: 0.012 } })).not.toBe("encode");
    expect(verdictOfGraded(single)).toBe("encode");
  });
  test("infos and warnings that no remux mends do not hold a file up", () => {
    expect(verdictOfGraded({ ...ROTATED, audio: [], timecode: undefined })).toBe("passthrough");
  });
  test("a warning that a remux mends is remuxed", () => {
    expect(verdictOfGraded(SLOW_START)).toBe("remux");
  });
  test("a MOV with H.264 and AAC is only remuxed", () => {
    expect(verdictOfGraded({}, {}, MOV)).toBe("remux");
  });
  test("a MOV with PCM sound is encoded, since MP4 does not hold it", () => {
    expect(verdictOfGraded({ audio: [{ codec: "pcm_s16le" }] }, {}, MOV)).toBe("encode");
    expect(verdictOfGraded({ audio: [{ codec: "pcm_s16le" }] }, { allow: ["audio.codec"] }, MOV)).toBe(
      "encode",
    );
  });
  test("a remux never drops one side of two mono tracks", () => {
    const audio = [{ channels: 1 }, { channels: 1 }];
    expect(verdictOfGraded({ audio }, {}, MOV)).toBe("encode");
    expect(verdictOfGraded({ audio, ...SLOW_START })).toBe("passthrough");
  });
  test("an error that needs an encode wins over one that a remux mends", () => {
    expect(verdictOfGraded({ ...HEVC, ...SLOW_START }, {}, MOV)).toBe("encode");
  });
  test("an error that only a person can mend rejects, whatever else is wrong", () => {
    expect(verdictOfGraded({ ...HEVC, ...TRUNCATED })).toBe("reject");
  });
  test("a warning about streams that cannot be copied does not cost an encode", () => {
    const parts = { audio: [{ codec: "pcm_s16le" }], ...SLOW_START };
    expect(verdictOfGraded(parts, { allow: ["audio.codec"] })).toBe("passthrough");
  });
});

describe("the verdict with --proxy always and never", () => {
  test("always encodes what is fine, but not what is broken", () => {
    expect(verdictOfGraded({}, { proxy: "always" })).toBe("encode");
    expect(verdictOfGraded(TRUNCATED, { proxy: "always" })).toBe("reject");
  });
  test("never sends untouched in spite of warnings", () => {
    expect(verdictOfGraded(SLOW_START, { proxy: "never" })).toBe("passthrough");
  });
  test("never rejects what a remux or an encode would have mended", () => {
    expect(verdictOfGraded({}, { proxy: "never" }, MOV)).toBe("reject");
    expect(verdictOfGraded(HEVC, { proxy: "never" })).toBe("reject");
  });
});

describe("--allow", () => {
  test("turns an error into a listed warning that asks for nothing", () => {
    const clip = check({ graded: goodFacts(HEVC) }, { allow: ["video.codec"] });
    expect(clip.verdicts.graded).toBe("passthrough");
    expect(clip.findings).toMatchObject([{ rule: "video.codec", severity: "warning" }]);
  });
  test("keeps a warning from being mended", () => {
    expect(verdictOfGraded(SLOW_START, { allow: ["container.fastStart"] })).toBe("passthrough");
  });
  test("does not make an info louder", () => {
    expect(check({ graded: goodFacts({ audio: [] }) }, { allow: ["audio.optional"] }).findings).toMatchObject(
      [{ severity: "info" }],
    );
  });
  test("cannot send a file of which nothing is known", () => {
    const clip = check(
      { graded: { code: "partial", message: "The file is cut short." } },
      { allow: ["file.probe"] },
    );
    expect(clip.verdicts.graded).toBe("reject");
    expect(clip.findings).toMatchObject([
      { rule: "file.probe", severity: "error", message: "The file is cut short." },
    ]);
  });
});

describe("a pair", () => {
  test("a LOG file that is another take is rejected by itself", () => {
    const log = goodFacts({ video: { frameCount: 100 } });
    const clip = check({ graded: goodFacts(), log });
    expect(clip.verdicts).toEqual({ graded: "passthrough", log: "reject" });
    expect(clip.findings).toMatchObject([{ rule: "pair.frames", role: "log" }]);
  });
  test("23.976 and 24 are not taken for the same rate", () => {
    const log = goodFacts({ video: { frameRate: { num: 24, den: 1 } } });
    expect(check({ graded: goodFacts(), log }).verdicts.log).toBe("reject");
  });
  test("one frame apart is a warning", () => {
    const log = goodFacts({ video: { frameCount: 239 } });
    const clip = check({ graded: goodFacts(), log });
    expect(clip.verdicts.log).toBe("passthrough");
    expect(clip.findings).toMatchObject([{ rule: "pair.frameRounding", severity: "warning" }]);
  });
  test("drop-frame spelled in another way is the same timecode", () => {
    const graded = goodFacts({ timecode: "01:00:00;00" });
    const log = goodFacts({ timecode: "01:00:00.00" });
    expect(check({ graded, log }).findings).toEqual([]);
  });
  test("a LOG file does not go up without its rejected graded file, unless allowed", () => {
    const parts = { graded: goodFacts(TRUNCATED), log: goodFacts() };
    expect(check(parts).verdicts).toEqual({ graded: "reject", log: "reject" });
    expect(check(parts, { allow: ["pair.gradedAccepted"] }).verdicts.log).toBe("passthrough");
  });
  test("a LOG file that is to be encoded does not change the graded one", () => {
    const clip = check({ graded: goodFacts(), log: goodFacts(HEVC) });
    expect(clip.verdicts).toEqual({ graded: "passthrough", log: "encode" });
  });
  test("a LOG file alone goes up with a warning", () => {
    const clip = check({ log: goodFacts() });
    expect(clip.verdicts).toEqual({ log: "passthrough" });
    expect(clip.findings).toMatchObject([{ rule: "pair.logHasGraded", severity: "warning" }]);
  });
  test.each([
    "A001C001_LOG.mp4",
    "A001C001-LogC4.mp4",
    "A001C001_REC709_HD.mp4",
    "A001C001.proxy.mp4",
    "A001C001__Rec.709.mp4",
    "A001C001_log.mp4",
  ])("%s belongs to A001C001.mp4", (logFileName) => {
    expect(check({ graded: goodFacts(), log: goodFacts(), logFileName }).findings).toEqual([]);
  });
});

describe("a supplied thumbnail", () => {
  test("that cannot be used is an error of its own and touches no verdict", () => {
    const thumbnail = { isJpeg: false, width: undefined, sizeBytes: 100 };
    const clip = check({ graded: goodFacts() }, { thumbnail });
    expect(clip.verdicts).toEqual({ graded: "passthrough" });
    expect(clip.findings).toMatchObject([{ rule: "thumb.jpg", role: "thumbnail", severity: "error" }]);
  });
});

test("the clip itself is handed on unchanged", () => {
  const clip = probedClip({ graded: goodFacts() });
  const checked = checkClip(clip, { spec: DEFAULT_SPEC, allow: new Set(), proxy: "auto" });
  expect(checked).toEqual({ ...clip, findings: [], verdicts: { graded: "passthrough" } });
});

test("whatever the facts, a verdict never contradicts its findings", () => {
  const changes = fc.record(
    {
      sizeBytes: fc.nat(),
      videoStreamCount: fc.nat(3),
      decodeErrors: fc.option(fc.array(fc.string(), { maxLength: 2 }), { nil: undefined }),
      video: fc.record(
        {
          codec: fc.constantFrom("h264", "hevc", "prores", undefined),
          pixelFormat: fc.constantFrom("yuv420p", "yuvj420p", undefined),
          width: fc.nat(5000),
          frameRate: fc.option(fc.record({ num: fc.integer({ min: 1 }), den: fc.integer({ min: 1 }) }), {
            nil: undefined,
          }),
          bitRate: fc.option(fc.double({ noNaN: true }), { nil: undefined }),
          rotation: fc.constantFrom(0, 90),
        },
        { requiredKeys: [] },
      ),
      audio: fc.array(
        fc.record(
          { codec: fc.constantFrom("aac", "pcm_s16le", undefined), channels: fc.nat(8) },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
      container: fc.record({ moovBeforeMdat: fc.constantFrom(true, false, undefined) }),
    },
    { requiredKeys: [] },
  );
  const proxies = fc.constantFrom("auto" as const, "always" as const, "never" as const);
  const allows = fc.subarray(RULES.map(({ id }) => id));
  fc.assert(
    fc.property(changes, proxies, allows, fc.string(), (facts, proxy, allow, name) => {
      const { findings, verdicts } = check({ name, graded: goodFacts(facts) }, { proxy, allow });
      const errors = findings.filter(({ severity }) => severity === "error");
      const { graded: verdict } = verdicts;
      const holds = {
        "nothing allowed is an error": !errors.some(({ rule }) => allow.includes(rule)),
        "what needs a person is rejected": verdict === "reject" || !errors.some(({ fix }) => fix === "none"),
        "nothing is rejected for nothing": verdict !== "reject" || errors.length > 0,
        "never does not touch": proxy !== "never" || verdict === "passthrough" || verdict === "reject",
        "what passes has no error": verdict !== "passthrough" || errors.length === 0,
        "a remux mends every error": verdict !== "remux" || errors.every(({ fix }) => fix === "remux"),
      };
      expect(Object.entries(holds).filter(([, isTrue]) => !isTrue)).toEqual([]);
    }),
  );
});
