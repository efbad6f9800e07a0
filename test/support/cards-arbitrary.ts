// Random cards for property tests: names that cameras, systems and people write, and names that nobody should.
import fc from "fast-check";

const segment = fc.oneof(
  fc.constantFrom(
    "_graded",
    "LOG",
    "_thumbnails",
    "XDROOT",
    "Clip",
    "Sub",
    "Proxy",
    "CONTENTS",
    "VIDEO",
    "CLIPS001",
    "DCIM",
    "100GOPRO",
    "A001R3CK",
    "A001.RDM",
    ".Trashes",
    "THMBNL",
    "é".normalize("NFD"),
    "é",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).map((text) => text.replaceAll("/", ":")),
);

const base = fc.oneof(
  fc.constantFrom(
    "A001C001_220901_R3CK",
    "a001c001_220901_r3ck",
    "C0001",
    "GX010123",
    "GL010123",
    "0001AB",
    "X",
  ),
  segment,
);

const suffix = fc.constantFrom(
  "",
  "",
  "_LOG",
  "_GRADED",
  "_709",
  "_H264",
  "_LOG_H264",
  "M01",
  "S03",
  "_Proxy",
);

const extension = fc.constantFrom(
  ..."mp4 MOV mxf mp4 mov xml srt sidecar jpg ale csv wav braw R3D crm nev lrv thm tmp txt".split(" "),
);

const fileName = fc.oneof(
  fc.tuple(base, suffix, extension).map(([stem, tail, ending]) => `${stem}${tail}.${ending}`),
  segment,
);

/** Relative paths, each once; a path that is a folder of another is no file. */
export const anyCardPaths = fc
  .uniqueArray(
    fc
      .tuple(fc.array(segment, { maxLength: 3 }), fileName)
      .map(([folders, name]) => [...folders, name].join("/")),
    { maxLength: 40 },
  )
  .map((paths) => paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`))));
