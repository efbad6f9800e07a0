// The delivery spec that holds when none is given: what plays smoothly in browsers and on phones, after the
// published specs of COPRA and PIX. What each rule does is in rules/; this is its severity, mend and numbers.
import type { Fix, Severity } from "../domain/finding.ts";
import type { ProxyShape, Spec, SpecRule } from "../domain/spec.ts";

type Params = NonNullable<SpecRule["params"]>;

function rule(id: string, severity: Severity, fix: Fix, reason: string, params?: Params): SpecRule {
  return params === undefined ? { id, severity, fix, reason } : { id, severity, fix, reason, params };
}

/** Endings by which grading and transcoding tools mark a variant of a clip. */
const VARIANT_SUFFIX = [
  String.raw`logc?\d?|slog\d?|c709|rec\.?709|709|r709|graded|grd|grade|col|cc|lut|view|daily|dailies|proxy|prx`,
  "offline|h264|hd|1080|uhd|bi|burn|wm|clean|main",
].join("|");

const RULES: readonly SpecRule[] = [
  rule("file.nonEmpty", "error", "none", "Empty files are renders that never started."),
  rule("file.probe", "error", "none", "A file without an index is an aborted render or a bad copy.", {
    brokenComplaints: ["partial file", "moov atom not found", "truncat"],
  }),
  rule("file.decodeEnds", "error", "none", "A file whose end is missing still looks whole to a probe."),
  rule("file.name", "error", "none", "The name is the key of the clip at the destination.", {
    maxLength: 200,
    forbiddenCharacters: '/\\:*?"<>|',
    forbiddenPrefixes: ["._"],
  }),
  rule("file.nameLegal", "warning", "none", "Spaces and umlauts break the matching of sheets.", {
    pattern: "^[A-Za-z0-9._-]+$",
  }),
  rule("file.privacy", "warning", "remux", "Where a set is and who was there stays there."),

  rule("container.mp4", "error", "remux", "The service accepts .mp4 only.", {
    extension: ".mp4",
    format: "mp4",
  }),
  rule("container.fastStart", "warning", "remux", "The viewer must load everything before it plays."),
  rule("container.fragmented", "warning", "remux", "Duration and seeking are unreliable."),
  rule("container.videoTracks", "error", "remux", "The player may pick the wrong one."),

  rule("video.codec", "error", "encode", "HEVC and ProRes do not play in every browser.", {
    codecs: ["h264"],
  }),
  rule("video.profile", "error", "encode", "10-bit, 4:2:2 and 4:4:4 profiles do not decode in browsers.", {
    profiles: ["Constrained Baseline", "Main", "High"],
  }),
  rule("video.profileHigh", "info", "encode", "High gives the best quality per bit.", { profile: "High" }),
  rule("video.level", "warning", "encode", "Hardware decoders stop at a level.", {
    max: 42,
    maxAbove1080p: 52,
  }),
  rule("video.pixFmt", "error", "encode", "Only 8-bit 4:2:0 plays everywhere.", {
    pixelFormats: ["yuv420p", "yuvj420p"],
  }),
  rule("video.range", "warning", "encode", "Full range is shown crushed or milky.", {
    ranges: ["tv"],
    fullRangePixelFormats: ["yuvj420p"],
  }),
  rule("video.size", "warning", "encode", "Large pictures cost bandwidth; small ones cannot be judged.", {
    maxLongSide: 1920,
    maxShortSide: 1080,
    minShortSide: 540,
  }),
  rule("video.even", "error", "encode", "4:2:0 halves width and height."),
  rule("video.sar", "error", "encode", "Web players ignore the pixel aspect: faces get squeezed.", {
    tolerance: 0.005,
  }),
  rule("video.rotation", "warning", "encode", "Players disagree about turning pictures."),
  rule("video.progressive", "warning", "encode", "Interlaced pictures show combs."),
  rule("video.fpsKnown", "warning", "none", "Timecode can only be counted at known rates.", {
    rates: [23.976, 24, 25, 29.97, 30, 47.952, 48, 50, 59.94, 60],
    tolerance: 0.001,
  }),
  rule("video.cfr", "error", "encode", "A varying rate loses timecode and sync.", { tolerance: 0.001 }),
  rule("video.bitrate", "warning", "encode", "What COPRA and PIX ask for; phones are viewers too.", {
    classes: [
      { name: "1080p", minShortSide: 900, min: 3e6, max: 12e6 },
      { name: "720p", minShortSide: 0, min: 1.5e6, max: 6e6 },
    ],
  }),
  rule("video.bitrateMax", "error", "encode", "Almost certainly an editorial or camera file.", { max: 50e6 }),
  rule("video.gop", "warning", "encode", "Scrubbing needs keyframes.", { maxSeconds: 2 }),
  rule("video.gopMax", "error", "encode", "Without keyframes nobody can seek.", { maxSeconds: 10 }),
  rule("video.startsWithKey", "error", "encode", "The clip would begin grey."),
  rule("video.colorTags", "warning", "remux", "Untagged colour is guessed colour.", { tag: "bt709" }),
  rule("video.noHdr", "warning", "encode", "Dailies are reviewed in SDR.", {
    hdrTransfers: ["smpte2084", "arib-std-b67"],
  }),

  rule("audio.optional", "info", "none", "Takes without sound are legal."),
  rule("audio.codec", "error", "encode", "PCM, AC-3 and HE-AAC fail in browsers.", {
    codec: "aac",
    profiles: ["LC"],
  }),
  rule("audio.tracks", "warning", "remux", "Tracks after the first are never heard.", { max: 1 }),
  rule("audio.channels", "warning", "encode", "More than two channels are downmixed badly.", { max: 2 }),
  rule("audio.rate", "warning", "encode", "Other rates drift.", { rates: [48000, 44100] }),
  rule("audio.bitrate", "info", "none", "COPRA and PIX ask for this much.", { min: 128e3 }),
  rule("av.duration", "warning", "none", "Sound that drifts or was cut.", { maxSeconds: 0.1, maxFrames: 2 }),
  rule("av.start", "warning", "none", "Lip sync.", { maxSeconds: 0.05 }),

  rule("tc.present", "warning", "none", "Editorial relinks and sound syncs by timecode."),

  rule("pair.log", "error", "none", "Both variants of a clip carry its name.", {
    variantSuffix: VARIANT_SUFFIX,
  }),
  rule("pair.logHasGraded", "warning", "none", "The graded file defines the clip."),
  rule("pair.gradedAccepted", "error", "none", "Without its graded file a LOG file belongs to no clip."),
  rule("pair.frames", "error", "none", "Another length, rate or timecode is another take.", {
    maxDifference: 1,
  }),
  rule("pair.frameRounding", "warning", "none", "One frame apart is a tool's rounding.", {
    maxDifference: 1,
  }),

  rule("content.black", "warning", "none", "A lens cap, or a render that failed.", { maxShare: 0.5 }),
  rule("content.frozen", "warning", "none", "A render that failed.", { maxShare: 0.9 }),
  rule("audio.notSilent", "warning", "none", "The sound was not synced, or not recorded.", {
    minPeakDb: -60,
  }),
  rule("audio.clipped", "info", "none", "Better heard today than in the cut.", {
    peakDb: -0.1,
    flatnessDb: 6,
  }),

  rule("thumb.jpg", "error", "none", "The service accepts .jpg only.", {
    maxBytes: 4e6,
    minWidth: 640,
    channels: 3,
  }),
  rule("thumb.privacy", "error", "none", "Where a set is and who was there stays there."),
];

const PROXY: ProxyShape = {
  maxWidth: 1920,
  maxHeight: 1080,
  crf: 20,
  maxBitRate: 8e6,
  bufferBits: 16e6,
  preset: "medium",
  profile: "high",
  keyframeSeconds: 2,
  audioBitRate: 192e3,
  audioSampleRate: 48000,
};

export const DEFAULT_SPEC: Spec = { specVersion: "odailies-default-1", rules: RULES, proxy: PROXY };
