// Looks as they are handed over: LUTs, CDLs, and the words that are burnt in.
import { parseBurnIn } from "../../src/media/burn-in/parse-burn-in.ts";
import { parseCdlFile } from "../../src/media/look/read-cdl-file.ts";
import { parseCube } from "../../src/media/look/parse-cube.ts";
import { parseCdl } from "../../src/domain/parse-cdl.ts";
import { fuzzReader } from "../support/fuzz-reader.ts";
import { CDLS, CUBE } from "../support/fuzz-samples.ts";

const asText = (bytes: Buffer) => bytes.toString("utf8");

fuzzReader("cube", { samples: [Buffer.from(CUBE)], read: (bytes) => parseCube(asText(bytes)) });
fuzzReader("cdl", {
  samples: CDLS.map((text) => Buffer.from(text)),
  read: (bytes) => parseCdlFile(asText(bytes), "day.cdl"),
});
fuzzReader("cdl-cell", {
  samples: [Buffer.from("(1.1 1.0 0.9)(0 0.01 -0.01)(1 1 1.2)\n0.9"), Buffer.from("1.1,1,1 0,0,0 1,1,1\n1")],
  read: (bytes) => {
    const [sop = "", sat = ""] = asText(bytes).split("\n");
    parseCdl({ sop, sat });
  },
});
fuzzReader("burn-in", {
  samples: [Buffer.from("bl={timecode} {frame};tr=Scene {scene}\\; take {take};size=4;font=DejaVu Sans")],
  read: (bytes) => parseBurnIn(asText(bytes)),
});
