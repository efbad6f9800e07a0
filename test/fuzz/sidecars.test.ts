// What cameras and recorders write beside and into their files: XML, telemetry, bext and iXML.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readGamma } from "../../src/metadata/sidecars/read-gamma.ts";
import { readSidecar } from "../../src/metadata/sidecars/index.ts";
import { readBext } from "../../src/metadata/sound/read-bext.ts";
import { readIxml } from "../../src/metadata/sound/read-ixml.ts";
import { readWav } from "../../src/metadata/sound/read-wav.ts";
import { soundRow } from "../../src/metadata/sound/sound-row.ts";
import { fuzzReader, samplesOf } from "../support/fuzz-reader.ts";
import { bextChunk, ixmlChunk, takeRecording } from "../support/metadata-wav.ts";
import { tempFolder } from "../support/temp-folder.ts";

const readAs = (name: string) => (bytes: Buffer) => {
  const text = bytes.toString("utf8");
  readSidecar(name, text);
  readGamma(name, text);
};

const XML = [
  ...samplesOf("card/B001/PRIVATE/M4ROOT/CLIP", "xml", /\.xml$/i),
  Buffer.from(
    '<NonRealTimeMeta><LtcChangeTable tcFps="30" halfStep="true"><LtcChange frameCount="0" value="40000000"/>' +
      '</LtcChangeTable><VideoFormat><VideoFrame captureFps="59.94p" formatFps="59.94p"/></VideoFormat>' +
      "</NonRealTimeMeta>",
  ),
];
const SRT = [
  ...samplesOf("card", "xml", /\.srt$/i),
  Buffer.from("1\n00:00:00,000 --> 00:00:00,033\n[iso : 100] [shutter : 1/50] [fnum : 280] [ct : 5500]\n"),
];
const SLATE = "<SCENE>22A</SCENE><TAKE>3</TAKE><CIRCLED>TRUE</CIRCLED><NOTE>rain</NOTE>";
const TAKE = takeRecording({ clock: 36_000, seconds: 0.01, ixml: SLATE });

fuzzReader("sony-xml", { samples: XML, read: readAs("C0001M01.XML") });
fuzzReader("dji-srt", { samples: SRT, read: readAs("DJI_0001.SRT") });
fuzzReader("ixml", { samples: [ixmlChunk(SLATE).body], read: readIxml });
fuzzReader("bext", {
  samples: [bextChunk({ description: "sSCENE=22\r\nsTAKE=3\r\n" }).body],
  read: readBext,
});

let file: string | undefined;
fuzzReader("wav", {
  samples: [TAKE, ...samplesOf("card", "ixml", /\.wav$/i)],
  read: async (bytes) => {
    file ??= join(await tempFolder(), "take.wav");
    await writeFile(file, bytes);
    const { wav } = await readWav(file);
    if (wav) soundRow(file, wav);
  },
});
