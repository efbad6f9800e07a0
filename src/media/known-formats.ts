// What cameras, phones and dailies tools write: the one list of what ffmpeg and ffprobe may open and decode.
// Each decoder more is one more that a hostile file can aim at; hundreds of them read what nobody has shot with.

/** A playlist or a reference movie must not make ffmpeg open anything else. */
export const PROTOCOLS = "file";

/** Of ISO base media and QuickTime. */
export const ISO_DEMUXER = "mov";

/**
 * Demuxers that read the file they are given and nothing else. Playlists (HLS, DASH, concat) and image patterns are
 * not among them: a playlist named .mp4 would make ffmpeg open whatever it lists.
 */
export const OTHER_DEMUXERS = [
  ...["mxf", "avi", "matroska", "webm", "mpegts", "mpeg", "mpegvideo", "dv", "asf", "flv", "ogg", "gxf"],
  ...["r3d", "h264", "hevc", "m4v", "ivf", "obu", "wav"],
].join(",");

const PICTURE = [
  ...["h264", "hevc", "vvc", "av1", "libdav1d", "libaom-av1", "vp8", "vp9", "libvpx", "libvpx-vp9"],
  ...["prores", "prores_raw", "dnxhd", "cfhd", "jpeg2000", "libopenjpeg", "vc1", "wmv3"],
  ...["mpeg1video", "mpeg2video", "mpeg4", "msmpeg4", "msmpeg4v2", "h263", "h263p", "dvvideo"],
  ...[
    "rawvideo",
    "v210",
    "v210x",
    "v308",
    "v408",
    "v410",
    "r210",
    "r10k",
    "avrp",
    "avui",
    "ayuv",
    "yuv4",
    "qtrle",
  ],
  // Also the pictures that are attached to a recording.
  ...["mjpeg", "mjpegb", "png", "bmp"],
];

const PCM = [
  ...["s8", "u8", "s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le", "f64be"],
  ...["s16le_planar", "s24le_planar", "s32le_planar", "alaw", "mulaw", "bluray", "dvd"],
].map((form) => `pcm_${form}`);

const SOUND = [
  ...PCM,
  ...["aac", "aac_fixed", "aac_latm", "libfdk_aac", "alac", "flac", "opus", "libopus", "vorbis", "libvorbis"],
  ...[
    "mp1",
    "mp1float",
    "mp2",
    "mp2float",
    "mp3",
    "mp3float",
    "ac3",
    "ac3_fixed",
    "eac3",
    "dca",
    "truehd",
    "mlp",
  ],
  ...["s302m", "amrnb", "amrwb", "libopencore_amrnb", "libopencore_amrwb", "adpcm_ima_wav", "adpcm_ima_qt"],
  ...["adpcm_ms", "wmav2"],
];

const TEXT = ["mov_text", "text", "subrip", "srt", "ass", "ssa", "webvtt", "cc_dec"];

/** By the decoders' names, which are the codecs' or those of the library behind them. */
export const DECODERS = [...PICTURE, ...SOUND, ...TEXT].join(",");

/** The codec that `-codec_whitelist` refused, by ffmpeg's complaint of it. */
export function refusedCodec(lines: readonly string[]): string | undefined {
  return lines.map((line) => /Codec \((\w+)\) not on whitelist/.exec(line)?.[1]).find((name) => name);
}
