// Every rule of the default spec has code, a file that misses it and a file that meets it.
import { describe, expect, test } from "vitest";
import type { ContentFacts, SoundLevel } from "../../src/domain/content-facts.ts";
import { checkClip } from "../../src/spec/check-clip.ts";
import { checkContent } from "../../src/spec/check-content.ts";
import { DEFAULT_SPEC } from "../../src/spec/default-spec.ts";
import { RULES } from "../../src/spec/rules/index.ts";
import type { ThumbnailFacts } from "../../src/spec/thumbnail-facts.ts";
import type { Finding, Fix } from "../../src/domain/finding.ts";
import { type ClipParts, probedClip } from "../support/spec-clips.ts";
import { type FactChanges, goodFacts } from "../support/spec-facts.ts";

interface Case {
  readonly clip: ClipParts;
  readonly content?: ContentFacts;
  readonly thumbnail?: ThumbnailFacts;
  readonly actual: string;
  readonly fix: Fix;
}

const graded = (changes: FactChanges): ClipParts => ({ graded: goodFacts(changes) });
const mono = { channels: 1 };

const FINE = { blackShare: 0, frozenShare: 0, sound: { peakDb: -12, flatnessDb: 0 } };
const heard = (changes: Partial<SoundLevel>): ContentFacts => ({
  ...FINE,
  sound: { ...FINE.sound, ...changes },
});

const MISSES: Record<string, readonly Case[]> = {
  "file.nonEmpty": [
    { clip: { graded: { code: "empty", message: "The file is empty." } }, actual: "0 bytes", fix: "none" },
    { clip: graded({ sizeBytes: 0 }), actual: "0 bytes", fix: "none" },
  ],
  "file.probe": [
    { clip: { graded: { code: "no_video", message: "No video." } }, actual: "no video", fix: "none" },
    {
      clip: { graded: { code: "undecodable", message: "A RED original.", needs: "REDCINE-X PRO" } },
      actual: "only REDCINE-X PRO reads it",
      fix: "none",
    },
    { clip: graded({ video: undefined }), actual: "no video stream", fix: "none" },
    { clip: graded({ video: { isEncrypted: true } }), actual: "encrypted", fix: "none" },
    { clip: graded({ complaints: ["[mov] partial file"] }), actual: "[mov] partial file", fix: "none" },
    { clip: graded({ video: { width: 0, height: 0 } }), actual: "0x0", fix: "none" },
    {
      clip: graded({ video: { durationSeconds: undefined }, container: { durationSeconds: undefined } }),
      actual: "no duration",
      fix: "none",
    },
  ],
  "file.decodeEnds": [
    {
      clip: graded({ decodeErrors: ["[h264] error while decoding MB 3 4.", "x"] }),
      actual: "2 decode errors",
      fix: "none",
    },
  ],
  "file.name": [
    { clip: { ...graded({}), name: "A?B" }, actual: '"A?B"', fix: "none" },
    { clip: { ...graded({}), name: "A\u0007B" }, actual: '"A\\u0007B"', fix: "none" },
    { clip: { ...graded({}), name: "._A001" }, actual: '"._A001"', fix: "none" },
    { clip: { ...graded({}), name: "e\u0301" }, actual: '"e\u0301"', fix: "none" },
    { clip: { ...graded({}), name: "x".repeat(201) }, actual: "201 characters", fix: "none" },
    { clip: { ...graded({}), name: "" }, actual: '""', fix: "none" },
  ],
  "file.nameLegal": [{ clip: { ...graded({}), name: "Straße 1" }, actual: '"Straße 1"', fix: "none" }],
  "container.mp4": [
    { clip: { ...graded({}), gradedFileName: "A001C001.mov" }, actual: ".mov", fix: "remux" },
    { clip: { ...graded({}), gradedFileName: "A001C001" }, actual: "no extension", fix: "remux" },
    { clip: graded({ container: { formatName: "matroska,webm" } }), actual: "matroska,webm", fix: "remux" },
  ],
  "container.fastStart": [
    { clip: graded({ container: { moovBeforeMdat: false } }), actual: "moov after mdat", fix: "remux" },
  ],
  "container.fragmented": [
    { clip: graded({ container: { isFragmented: true } }), actual: "fragmented", fix: "remux" },
  ],
  "container.videoTracks": [
    { clip: graded({ videoStreamCount: 2 }), actual: "2 video tracks", fix: "remux" },
  ],
  "video.codec": [
    { clip: graded({ video: { codec: "hevc" } }), actual: "HEVC", fix: "encode" },
    { clip: graded({ video: { codec: undefined } }), actual: "unknown", fix: "none" },
  ],
  "video.profile": [{ clip: graded({ video: { profile: "High 10" } }), actual: "High 10", fix: "encode" }],
  "video.profileHigh": [{ clip: graded({ video: { profile: "Main" } }), actual: "Main", fix: "encode" }],
  "video.level": [
    { clip: graded({ video: { level: 50 } }), actual: "5.0", fix: "encode" },
    { clip: graded({ video: { level: 60, displayWidth: 3840 } }), actual: "6.0", fix: "encode" },
  ],
  "video.pixFmt": [
    { clip: graded({ video: { pixelFormat: "yuv422p10le" } }), actual: "yuv422p10le", fix: "encode" },
    { clip: graded({ video: { pixelFormat: undefined } }), actual: "unknown", fix: "encode" },
  ],
  "video.range": [
    { clip: graded({ video: { colorRange: "pc" } }), actual: "pc", fix: "encode" },
    {
      clip: graded({ video: { pixelFormat: "yuvj420p", colorRange: undefined } }),
      actual: "full range (yuvj420p)",
      fix: "encode",
    },
  ],
  "video.size": [
    {
      clip: graded({ video: { displayWidth: 3840, displayHeight: 2160 } }),
      actual: "3840x2160",
      fix: "encode",
    },
    { clip: graded({ video: { displayWidth: 640, displayHeight: 360 } }), actual: "640x360", fix: "none" },
  ],
  "video.even": [{ clip: graded({ video: { width: 1919 } }), actual: "1919x1080", fix: "encode" }],
  "video.sar": [
    { clip: graded({ video: { sampleAspect: { num: 2, den: 1 } } }), actual: "2:1", fix: "encode" },
  ],
  "video.rotation": [{ clip: graded({ video: { rotation: 90 } }), actual: "90 degrees", fix: "encode" }],
  "video.progressive": [
    { clip: graded({ video: { fieldOrder: "tt" } }), actual: "interlaced (tt)", fix: "encode" },
  ],
  "video.fpsKnown": [
    { clip: graded({ video: { frameRate: { num: 12, den: 1 } } }), actual: "12 fps", fix: "none" },
    { clip: graded({ video: { frameRate: undefined } }), actual: "unknown", fix: "none" },
  ],
  "video.cfr": [
    {
      clip: graded({ video: { isConstantRate: false, averageFrameRate: { num: 103, den: 4 } } }),
      actual: "variable, 25.75 fps on average",
      fix: "encode",
    },
    {
      clip: graded({
        video: {
          isConstantRate: undefined,
          frameRate: { num: 30, den: 1 },
          averageFrameRate: { num: 103, den: 4 },
        },
      }),
      actual: "variable, 25.75 fps on average",
      fix: "encode",
    },
  ],
  "video.bitrate": [
    { clip: graded({ video: { bitRate: 20e6 } }), actual: "20 Mbit/s", fix: "encode" },
    { clip: graded({ video: { bitRate: 900e3 } }), actual: "900 kbit/s", fix: "none" },
    {
      clip: graded({ video: { bitRate: 7e6, displayWidth: 1280, displayHeight: 720 } }),
      actual: "7 Mbit/s",
      fix: "encode",
    },
    {
      clip: graded({ video: { bitRate: undefined }, container: { bitRate: 15e6 } }),
      actual: "15 Mbit/s",
      fix: "encode",
    },
  ],
  "video.bitrateMax": [
    { clip: graded({ video: { bitRate: 50_100_000 } }), actual: "50.1 Mbit/s", fix: "encode" },
  ],
  "video.gop": [
    { clip: graded({ video: { maxKeyframeDistanceSeconds: 2.5 } }), actual: "2.5 s", fix: "encode" },
  ],
  "video.gopMax": [
    { clip: graded({ video: { maxKeyframeDistanceSeconds: 12 } }), actual: "12 s", fix: "encode" },
  ],
  "video.startsWithKey": [
    {
      clip: graded({ video: { startsWithKeyframe: false } }),
      actual: "begins between keyframes",
      fix: "encode",
    },
  ],
  "video.colorTags": [
    {
      clip: graded({
        video: { colorPrimaries: undefined, colorTransfer: undefined, colorMatrix: undefined },
      }),
      actual: "untagged/untagged/untagged",
      fix: "remux",
    },
    {
      clip: graded({ video: { colorTransfer: undefined } }),
      actual: "bt709/untagged/bt709",
      fix: "remux",
    },
    {
      clip: graded({ video: { colorMatrix: "smpte170m" } }),
      actual: "bt709/bt709/smpte170m",
      fix: "encode",
    },
    {
      clip: graded({ video: { colorMatrix: undefined, width: 720, height: 576 } }),
      actual: "bt709/bt709/untagged",
      fix: "encode",
    },
    {
      clip: graded({ video: { colorTransfer: undefined, width: 720, height: 576 } }),
      actual: "bt709/untagged/bt709",
      fix: "remux",
    },
    {
      clip: graded({ video: { colorMatrix: undefined, codec: "hevc" } }),
      actual: "bt709/bt709/untagged",
      fix: "encode",
    },
  ],
  "video.noHdr": [
    { clip: graded({ video: { colorTransfer: "arib-std-b67" } }), actual: "HLG", fix: "encode" },
    { clip: graded({ video: { colorTransfer: "smpte2084" } }), actual: "PQ", fix: "encode" },
    { clip: graded({ video: { isDolbyVision: true } }), actual: "Dolby Vision", fix: "encode" },
  ],
  "audio.optional": [{ clip: graded({ audio: [] }), actual: "no audio", fix: "none" }],
  "audio.codec": [
    { clip: graded({ audio: [{ codec: "pcm_s24le", profile: undefined }] }), actual: "PCM", fix: "encode" },
    { clip: graded({ audio: [{ profile: "HE-AAC" }] }), actual: "AAC HE-AAC", fix: "encode" },
    { clip: graded({ audio: [{}, { codec: undefined }] }), actual: "unknown", fix: "encode" },
  ],
  "audio.tracks": [
    { clip: graded({ audio: [{}, {}] }), actual: "2 audio tracks", fix: "remux" },
    { clip: graded({ audio: [mono, mono] }), actual: "2 audio tracks", fix: "encode" },
  ],
  "audio.channels": [{ clip: graded({ audio: [{ channels: 6 }] }), actual: "6 channels", fix: "encode" }],
  "audio.rate": [{ clip: graded({ audio: [{ sampleRate: 32000 }] }), actual: "32000 Hz", fix: "encode" }],
  "audio.bitrate": [{ clip: graded({ audio: [{ bitRate: 96e3 }] }), actual: "96 kbit/s", fix: "none" }],
  "av.duration": [
    { clip: graded({ audio: [{ durationSeconds: 9.71 }] }), actual: "0.3 s shorter", fix: "none" },
  ],
  "av.start": [
    { clip: graded({ audio: [{ startSeconds: 0.2 }] }), actual: "0.2 s after the picture", fix: "none" },
  ],
  "tc.present": [{ clip: graded({ timecode: undefined }), actual: "no timecode", fix: "none" }],
  "pair.log": [
    {
      clip: { graded: goodFacts(), log: goodFacts(), logFileName: "A001C002_LOG.mp4" },
      actual: "A001C002",
      fix: "none",
    },
  ],
  "pair.logHasGraded": [{ clip: { log: goodFacts() }, actual: "LOG only", fix: "none" }],
  "pair.gradedAccepted": [
    {
      clip: { graded: { code: "partial", message: "Cut short." }, log: goodFacts() },
      actual: "graded file rejected",
      fix: "none",
    },
  ],
  "pair.frames": [
    {
      clip: { graded: goodFacts(), log: goodFacts({ video: { frameCount: 242 } }) },
      actual: "242 frames",
      fix: "none",
    },
    {
      clip: {
        graded: goodFacts(),
        log: goodFacts({ video: { frameCount: undefined, durationSeconds: 12 } }),
      },
      actual: "288 frames",
      fix: "none",
    },
    {
      clip: { graded: goodFacts(), log: goodFacts({ video: { frameRate: { num: 24, den: 1 } } }) },
      actual: "24 fps",
      fix: "none",
    },
    {
      clip: { graded: goodFacts(), log: goodFacts({ timecode: "01:00:00:01" }) },
      actual: "01:00:00:01",
      fix: "none",
    },
  ],
  "pair.frameRounding": [
    {
      clip: { graded: goodFacts(), log: goodFacts({ video: { frameCount: 241 } }) },
      actual: "241 frames",
      fix: "none",
    },
  ],
  "content.black": [{ clip: graded({}), content: { ...FINE, blackShare: 0.6 }, actual: "60 %", fix: "none" }],
  "content.frozen": [
    { clip: graded({}), content: { ...FINE, frozenShare: 1 }, actual: "100 %", fix: "none" },
  ],
  "audio.notSilent": [
    { clip: graded({}), content: heard({ peakDb: -200 }), actual: "-200.0 dBFS", fix: "none" },
    { clip: graded({}), content: heard({ peakDb: -60.1 }), actual: "-60.1 dBFS", fix: "none" },
  ],
  "audio.clipped": [
    {
      clip: graded({}),
      content: heard({ peakDb: 0, flatnessDb: 9 }),
      actual: "0.0 dBFS, flat tops",
      fix: "none",
    },
  ],
  "thumb.jpg": [
    {
      clip: graded({}),
      thumbnail: { isJpeg: false, width: undefined, sizeBytes: 10 },
      actual: "not a JPEG",
      fix: "none",
    },
    {
      clip: graded({}),
      thumbnail: { isJpeg: true, width: 320, sizeBytes: 10 },
      actual: "320 pixels",
      fix: "none",
    },
    {
      clip: graded({}),
      thumbnail: { isJpeg: true, width: 1280, sizeBytes: 5e6 },
      actual: "5 MB",
      fix: "none",
    },
    {
      clip: graded({}),
      thumbnail: { isJpeg: true, width: 1280, sizeBytes: 10, channels: 4 },
      actual: "4 channels",
      fix: "none",
    },
    {
      clip: graded({}),
      thumbnail: { isJpeg: true, width: 1280, sizeBytes: 10, isWhole: false },
      actual: "cut off",
      fix: "none",
    },
    {
      clip: graded({}),
      thumbnail: { isJpeg: true, width: 1280, sizeBytes: 10, isWhole: true, trailingBytes: 7 },
      actual: "7 bytes behind the picture",
      fix: "none",
    },
  ],
  "thumb.privacy": [
    {
      clip: graded({}),
      thumbnail: {
        isJpeg: true,
        width: 1280,
        sizeBytes: 10,
        personal: [{ kind: "position", where: "Exif" }],
      },
      actual: "position",
      fix: "none",
    },
  ],
  "file.privacy": [
    {
      clip: graded({
        personal: [
          { kind: "serial", where: "com.apple.proapps.serialno" },
          { kind: "position", where: "\u00a9xyz" },
        ],
      }),
      actual: "position, serial",
      fix: "remux",
    },
  ],
};

const UNTAGGED: FactChanges = {
  container: { moovBeforeMdat: undefined, isFragmented: undefined, bitRate: undefined },
  video: {
    profile: undefined,
    level: undefined,
    sampleAspect: undefined,
    fieldOrder: undefined,
    averageFrameRate: undefined,
    colorRange: undefined,
    bitRate: undefined,
    startSeconds: undefined,
    frameCount: undefined,
    isConstantRate: undefined,
    maxKeyframeDistanceSeconds: undefined,
    startsWithKeyframe: undefined,
  },
  audio: [
    {
      profile: undefined,
      sampleRate: undefined,
      bitRate: undefined,
      startSeconds: undefined,
      durationSeconds: undefined,
    },
  ],
};

const MEETS: Record<string, Omit<Case, "actual" | "fix">> = {
  "a file that meets every rule": { clip: graded({}) },
  "a pair that meets every rule": {
    clip: { graded: goodFacts(), log: goodFacts(), gradedFileName: "A001C001-REC709.mp4" },
  },
  "a clip that shows and sounds as it should": { clip: graded({}), content: FINE },
  "a take without sound": {
    clip: graded({}),
    content: { ...FINE, frozenShare: undefined, sound: undefined },
  },
  "sound that touches full scale": { clip: graded({}), content: heard({ peakDb: 0 }) },
  "a supplied thumbnail": {
    clip: graded({}),
    thumbnail: { isJpeg: true, width: 1280, sizeBytes: 300_000 },
  },
  "a file of which little is known": { clip: graded(UNTAGGED) },
  "a camera's upper-case extension": { clip: { ...graded({}), gradedFileName: "A001C001.MP4" } },
  "an upright phone picture": { clip: graded({ video: { displayWidth: 1080, displayHeight: 1920 } }) },
  "pixels that are square to a hair": {
    clip: graded({ video: { sampleAspect: { num: 3201, den: 3200 } } }),
  },
};

function check({ clip, thumbnail, content }: Omit<Case, "actual" | "fix">): readonly Finding[] {
  if (content) return checkContent(content, "graded", DEFAULT_SPEC, new Set());
  const options = { spec: DEFAULT_SPEC, allow: new Set<string>(), proxy: "auto" as const };
  return checkClip(probedClip(clip), { ...options, ...(thumbnail && { thumbnail }) }).findings;
}

test("the default spec and the code hold the same rules", () => {
  const listed = DEFAULT_SPEC.rules.map(({ id }) => id);
  const coded = RULES.map(({ id }) => id);
  expect(listed.toSorted()).toEqual(coded.toSorted());
  expect(new Set(listed).size).toBe(listed.length);
});

test("every rule has a file that misses it", () => {
  expect(Object.keys(MISSES).toSorted()).toEqual(RULES.map(({ id }) => id).toSorted());
});

describe.each(DEFAULT_SPEC.rules)("$id", ({ id, severity, reason, params }) => {
  test("takes the parameters that the default spec gives it", () => {
    const rule = RULES.find((candidate) => candidate.id === id)!;
    expect(rule.params.parse(params ?? {})).toEqual(params ?? {});
    expect(reason).toMatch(/^[A-Z0-9].*\.$/);
  });

  test.each(MISSES[id] ?? [])("finds $actual and says so in full", (missing) => {
    const found = check(missing).filter(({ rule }) => rule === id);
    expect(found.map(({ actual }) => actual)).toContain(missing.actual);
    for (const finding of found) {
      expect(finding.severity).toBe(severity);
      expect(finding.message).toMatch(/^[A-Z].*[^.]\.$/u);
      expect(finding.actual).not.toBe("");
      expect(finding.expected).not.toBe("");
    }
    expect(found.find(({ actual }) => actual === missing.actual)!.fix).toBe(missing.fix);
  });
});

test.each(Object.entries(MEETS))("%s has no findings", (_name, meeting) => {
  expect(check(meeting)).toEqual([]);
});
