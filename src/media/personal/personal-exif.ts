// Finds what stays on the set in the application segments of a JPEG: Exif (CIPA DC-008) and XMP.
import type { PersonalData, PersonalKind } from "../../domain/media-facts.ts";
import { personalKindsIn } from "./personal-tag.ts";

const EXIF = "Exif\0\0";
const XMP = "http://ns.adobe.com/xap/1.0/\0";
const EXIF_IFD = 0x8769;
const TAGS: Readonly<Record<number, PersonalKind>> = {
  0x8825: "position",
  0x013b: "name",
  0x8298: "name",
  0xa430: "name",
  0xa431: "serial",
  0xa435: "serial",
};
const ENTRY_BYTES = 12;

export function findPersonalExif(segment: Buffer): readonly PersonalData[] {
  if (segment.toString("latin1", 0, XMP.length) === XMP) {
    return personalKindsIn(segment.toString("utf8")).map((kind) => ({ kind, where: "XMP" }));
  }
  if (segment.toString("latin1", 0, EXIF.length) !== EXIF) return [];
  const tiff = segment.subarray(EXIF.length);
  if (tiff.length < 8) return [];
  const isLittle = tiff.toString("latin1", 0, 2) === "II";
  const read = (at: number, bytes: 2 | 4): number => {
    if (at + bytes > tiff.length) return 0;
    return isLittle ? tiff.readUIntLE(at, bytes) : tiff.readUIntBE(at, bytes);
  };
  const roomAt = (at: number) => Math.max(0, Math.floor((tiff.length - at - 2) / ENTRY_BYTES));
  const tagsAt = (at: number) =>
    // A list may claim more entries than there is room for.
    Array.from({ length: at === 0 ? 0 : Math.min(read(at, 2), roomAt(at)) }, (_, index) => {
      const entry = at + 2 + index * ENTRY_BYTES;
      return { tag: read(entry, 2), value: read(entry + 8, 4) };
    });
  const first = tagsAt(read(4, 4));
  // There is one; thousands that all lead to one long list would fill the memory.
  const exif = first.find(({ tag }) => tag === EXIF_IFD);
  const inner = exif ? tagsAt(exif.value) : [];
  const kinds = [...first, ...inner].flatMap(({ tag, value }) =>
    // A list of positions that is there and holds none is what some cameras write without reception.
    tag === 0x8825 && read(value, 2) < 2 ? [] : (TAGS[tag] ?? []),
  );
  return [...new Set(kinds)].map((kind) => ({ kind, where: "Exif" }));
}
