import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Odd files of other projects' test suites; they lie beside a checkout, not in it. */
const SAMPLES = resolve(import.meta.dirname, "../../../shared/samples/media");

/** How the graded file gets up, or a part of the sentence that says why it does not. */
const EXPECTED: Readonly<Record<string, string>> = {
  Eyevinn__mp4ff__bbb_prog_10s: "encode",
  Eyevinn__mp4ff__hvc1_init: "holds only a header",
  Eyevinn__mp4ff__v300_multiple_segments: "remux",
  "Vanilagy__mediabunny__annex-b": "copy is incomplete",
  "Vanilagy__mediabunny__multiple-aac-tracks": "no picture, only audio",
  "Vanilagy__mediabunny__toothsome-dts": "no picture, only audio",
  "Vanilagy__mediabunny__video-h265": "encode",
  androidx__media__h265_with_metadata_track: "encode",
  androidx__media__sample_12_5fps_720p_1s: "passthrough",
  androidx__media__sample_android_slow_motion: "encode",
  androidx__media__sample_audio_only: "no picture, only audio",
  androidx__media__sample_ipcm_24le: "encode",
  androidx__media__sample_missing_stsd: "encode",
  androidx__media__sample_rotate_and_reflect: "remux",
  androidx__media__sample_video_only: "remux",
  androidx__media__sample_with_fake_auxiliary_tracks: "no duration",
  androidx__media__video_dovi_3840x2160_30fps_dav1_10: "does not decode",
  "drewnoakes__metadata-extractor-images__100_0306": "encode",
  "drewnoakes__metadata-extractor-images__FLIR_Thermal": "encode",
  "drewnoakes__metadata-extractor-images__sample_mpeg4": "encode",
  "drewnoakes__metadata-extractor-images__uuid540": "remux",
  "drewnoakes__metadata-extractor-images__with-gps": "have the same name",
  "mindeng__nom-exif__3gp_640x360": "remux",
  "mindeng__nom-exif__auth": "remux",
  "mindeng__nom-exif__compatible-brands-fail": "neither an index nor media",
  "mindeng__nom-exif__meta": "remux",
  "mindeng__nom-exif__udta.auth": "encode",
  "mozilla__mp4parse-rust__bipbop_nonfragment_header": "copy is incomplete",
  "mozilla__mp4parse-rust__h264_white_frame_sar_16_9": "encode",
  "mozilla__mp4parse-rust__hevc_white_frame": "encode",
  "mozilla__mp4parse-rust__no_timescale": "does not decode cleanly",
  "mozilla__mp4parse-rust__test_case_1185230": "copy is incomplete",
  "mozilla__mp4parse-rust__video_colr_nclx_hlg": "remux",
  "mozilla__mp4parse-rust__zero_empty_stsc": "copy is incomplete",
  "orchetect__swift-timecode__VideoTrack_25_VFR_1sec": "encode",
  "orchetect__swift-timecode__VideoTrack_29_97_Start-00-00-00-00": "remux",
};

describe.skipIf(!existsSync(join(SAMPLES, "Eyevinn__mp4ff__bbb_prog_10s.mp4")))("real odd files", () => {
  test("all end as a person would expect", { timeout: 300_000 }, async () => {
    const server = await startOdailiesServer();
    const run = await programIn(await tempFolder()).run(
      [
        "ingest",
        SAMPLES,
        "--json",
        "--api",
        server.api,
        "--project",
        server.project,
        "--preset",
        "ultrafast",
      ],
      { ODAILIES_TOKEN: server.token },
    );
    expect(run.exitCode, run.stderr).toBe(5);
    const found = run.lines().flatMap((line) => (line.type === "clip" ? [describeEnd(line)] : []));
    const names = Object.keys(EXPECTED);
    expect(found.map(([name]) => name).toSorted()).toEqual(names.toSorted());
    for (const [name, end] of found) expect(`${name}: ${end}`).toContain(EXPECTED[name]!);
    const up = Object.values(EXPECTED).filter((end) => /^(encode|remux|passthrough)$/.test(end)).length;
    expect(run.lineOf("result")).toMatchObject({ counts: { done: up, failed: 0, deferred: 0 } });
    expect(server.clips.size).toBe(up);
  });
});

function describeEnd(line: Record<string, unknown>): readonly [name: string, end: string] {
  const files = line["files"] as readonly { role: string; action: string }[];
  const error = line["error"] as { message: string } | undefined;
  const graded = files.find(({ role }) => role === "graded")?.action;
  return [line["clip"] as string, line["status"] === "done" ? (graded ?? "") : (error?.message ?? "")];
}
