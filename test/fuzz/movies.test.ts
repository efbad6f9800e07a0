// What is read of movies, pictures and sound without ffmpeg: boxes, segments and timecode.
import { readJpegStructure } from "../../src/media/jpeg-structure.ts";
import { decodeLtc } from "../../src/media/ltc/decode-ltc.ts";
import { readMovieIndex } from "../../src/media/movie-index.ts";
import { findPersonalExif } from "../../src/media/personal/personal-exif.ts";
import { isoMovie } from "../support/fuzz-samples.ts";
import { fuzzReader, samplesOf } from "../support/fuzz-reader.ts";
import { ltcSamples } from "../support/media-ltc.ts";

fuzzReader("mp4", {
  samples: [isoMovie(), ...samplesOf("card/A001R1AA/_graded", "media", /\.(mp4|mov|3gp)$|crash|testcase/i)],
  read: (bytes) =>
    readMovieIndex({
      sizeBytes: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    }),
});

const EXIF = Buffer.from(
  "457869660000" +
    "4d4d002a00000008" +
    "0002" +
    "013b000200000004" +
    "41424300" +
    "8769000400000001" +
    "00000026" +
    "00000000" +
    "0001" +
    "a431000200000004" +
    "31323300" +
    "00000000",
  "hex",
);
const SEGMENT = Buffer.from([0xff, 0xe1, 0, EXIF.length + 2]);
const FRAME = Buffer.from("ffc00011080010001003012200021101031101ffda000c03010002110311003f00", "hex");
const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  SEGMENT,
  EXIF,
  FRAME,
  Buffer.from("2a2aff00ffd9", "hex"),
]);

fuzzReader("jpeg", {
  samples: [JPEG],
  read: (bytes) => readJpegStructure(bytes).applications.flatMap(findPersonalExif),
});
fuzzReader("exif", { samples: [EXIF], read: findPersonalExif });

const LTC = ltcSamples({ fps: 25, start: [10, 20, 30, 4], seconds: 0.12 });
fuzzReader("ltc", {
  samples: [Buffer.from(LTC.buffer, LTC.byteOffset, LTC.byteLength)],
  read: (bytes) => decodeLtc(new Int16Array(new Uint8Array(bytes).buffer.slice(0, bytes.length & ~1))),
});
