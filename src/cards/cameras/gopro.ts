// GoPro: `DCIM/100GOPRO/GX010123.MP4`, small copy `GL010123.LRV`. `GX020123` is the second chapter.
import type { Camera, SizeRange } from "../camera.ts";
import { isNamed, type TreeFile } from "../card-tree.ts";
import { FAT_SPLIT, GIB } from "../split-sizes.ts";

/** Chapters of 4 GB; HERO10 and later write 12 GB. */
const SPLITS: readonly SizeRange[] = [FAT_SPLIT, { fromBytes: 11.5e9, toBytes: 12 * GIB }];
const FOLDER = /^\d{3}GOPRO$/i;

export const gopro: Camera = {
  id: "gopro",
  label: "GoPro",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["goproNew", "goproLoop", "goproOld"],
  parts: {
    beside: {
      names: /^MISC$/i,
      isCard: ({ folders }) => folders.some((folder) => /^DCIM$/i.test(folder)),
    },
  },
  smallCopies: { extensions: ["lrv"] },
  // Two tracks that are one sphere together: only the maker's program makes one picture of them.
  originals: { "360": "GoPro Player" },
  spans: [
    {
      // `GX020123`: chapter 2 of recording 0123. H is AVC, X is HEVC; GoPro, "File Naming Convention".
      kind: "chapters",
      pattern: /^G(?<codec>[HX])(?<number>\d{2})(?<recording>\d{4})$/i,
      firstNumber: 1,
      nameOf: (number, { codec, recording }) => `G${codec}${twoDigits(number)}${recording}`,
      sizes: SPLITS,
    },
    {
      // Up to HERO5: `GOPR0123` first, then `GP010123`, `GP020123`.
      kind: "chapters",
      pattern: /^(?:GOPR|GP(?<number>\d{2}))(?<recording>\d{4})$/i,
      firstNumber: 0,
      nameOf: (number, { recording }) => `${number === 0 ? "GOPR" : `GP${twoDigits(number)}`}${recording}`,
      sizes: SPLITS,
    },
  ],
  litter: { extensions: "thm" },
  reach: "sealed",
  recognise: (folder) =>
    FOLDER.test(folder.name) ||
    (isNamed(folder, "DCIM") && folder.folders.some((child) => FOLDER.test(child.name))),
  classify: (file) =>
    file.extension === "lrv" ? { kind: "camera-proxy", of: findOriginal(file) } : undefined,
};

/** `GL` says "small copy" in place of the first two signs of its original: of a sphere, HEVC or AVC. */
const ORIGINALS = [
  { start: "GS", extension: "360" },
  { start: "GX", extension: "mp4" },
  { start: "GH", extension: "mp4" },
];

function findOriginal(file: TreeFile): string {
  const rest = file.base.slice(2);
  const original = ORIGINALS.find(({ start, extension }) =>
    file.folder.fileNames.has(`${start}${rest}.${extension}`.toLowerCase()),
  );
  return original === undefined ? file.base : `${original.start}${rest}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
