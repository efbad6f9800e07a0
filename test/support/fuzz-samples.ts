// Small inputs of formats of which no small real file lies in this repository.

/** A movie of one track with the boxes that are read: sizes, times, keyframes, an edit and who made it. */
export function isoMovie(): Buffer {
  const words = (...values: readonly number[]) => {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
    return bytes;
  };
  const box = (type: string, ...parts: readonly Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([words(body.length + 8), Buffer.from(type, "latin1"), body]);
  };
  const handler = Buffer.from("vide\0\0\0\0\0\0\0\0\0\0\0\0Video\0", "latin1");
  const entry = box("avc1", Buffer.alloc(78), box("colr", Buffer.from("nclx\0\x01\0\x01\0\x01\0", "latin1")));
  const table = box(
    "stbl",
    box("stsd", words(0, 1), entry),
    box("stts", words(0, 1, 4, 512)),
    box("ctts", words(0, 1, 4, 512)),
    box("stss", words(0, 1, 1)),
    box("stsc", words(0, 1, 1, 4, 1)),
    box("stsz", words(0, 0, 4, 10, 10, 10, 10)),
    box("stco", words(0, 1, 32)),
  );
  const url = box("dref", words(0, 1), box("url ", words(1)));
  const media = box(
    "mdia",
    box("mdhd", words(0, 0, 0, 12_800, 2048, 0)),
    box("hdlr", words(0, 0), handler),
    box("minf", box("dinf", url), table),
  );
  const track = box(
    "trak",
    box("tkhd", Buffer.alloc(84)),
    box("edts", box("elst", words(0, 1, 160, 512, 0x10000))),
    media,
  );
  const place = box("\u00a9xyz", Buffer.from("\0\x12\x15\xc7+48.1-011.5/", "latin1"));
  const movie = box(
    "moov",
    box("mvhd", words(0, 0, 0, 1000, 160), Buffer.alloc(80)),
    track,
    box("udta", place),
  );
  return Buffer.concat([
    box("ftyp", Buffer.from("isom\0\0\x02\0isom", "latin1")),
    box("mdat", Buffer.alloc(40)),
    movie,
  ]);
}

export const CUBE = `# made by hand
TITLE "Day one"
LUT_3D_SIZE 2
DOMAIN_MIN 0 0 0
DOMAIN_MAX 1 1 1
0 0 0
1 0 0
0 1 0
1 1 0
0 0 1
1 0 1
0 1 1
1 1 1
`;

const SOP = "<SOPNode><Slope>1.1 1 0.9</Slope><Offset>0 0.01 0</Offset><Power>1 1 1.2</Power></SOPNode>";
const CORRECTION = `<ColorCorrection id="A001C001">${SOP}<SatNode><Saturation>0.9</Saturation></SatNode></ColorCorrection>`;
export const CDLS: readonly string[] = [
  `<?xml version="1.0"?><ColorCorrectionCollection xmlns="urn:ASC:CDL:v1.2">${CORRECTION}</ColorCorrectionCollection>`,
  `<ColorDecisionList><ColorDecision><MediaRef ref="A001C001.mov"/>${CORRECTION}</ColorDecision></ColorDecisionList>`,
  CORRECTION,
];
