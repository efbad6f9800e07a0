// Files that are no text, told by their first bytes, so that the error can say what to do instead.

export interface ForeignFile {
  /** Completes "it is …". */
  readonly kind: string;
  readonly hint: string;
}

const SAVE_AS_SHEET = "Open it in the program that wrote it and save it as XLSX or CSV (UTF-8).";
const GIVE_A_SHEET = "Give an ALE, CSV or XLSX file instead.";

const SIGNATURES: readonly { at: number; bytes: readonly number[]; kind: string; hint: string }[] = [
  {
    at: 0,
    bytes: [0x50, 0x4b, 0x03, 0x04],
    kind: "a ZIP archive or a document that is no Excel workbook",
    hint: SAVE_AS_SHEET,
  },
  {
    at: 0,
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    kind: "an old Office document, or a workbook with a password",
    hint: SAVE_AS_SHEET,
  },
  { at: 0, bytes: [...Buffer.from("%PDF")], kind: "a PDF", hint: "Ask for the same report as ALE or CSV." },
  {
    at: 0,
    bytes: [...Buffer.from("{\\rtf")],
    kind: "an RTF document",
    hint: "Save it as plain text (UTF-8).",
  },
  { at: 0, bytes: [0xff, 0xd8, 0xff], kind: "a JPEG picture", hint: GIVE_A_SHEET },
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47], kind: "a PNG picture", hint: GIVE_A_SHEET },
  { at: 0, bytes: [0x1f, 0x8b], kind: "a gzip archive", hint: "Unpack it first." },
  { at: 0, bytes: [0x06, 0x0e, 0x2b, 0x34], kind: "an MXF file", hint: GIVE_A_SHEET },
  { at: 4, bytes: [...Buffer.from("ftyp")], kind: "a QuickTime or MP4 file", hint: GIVE_A_SHEET },
  { at: 0, bytes: [...Buffer.from("RIFF")], kind: "a WAV or AVI file", hint: GIVE_A_SHEET },
  // AppleDouble: what macOS leaves as `._name` on foreign disks.
  {
    at: 0,
    bytes: [0x00, 0x05, 0x16, 0x07],
    kind: "a macOS resource file (`._…`)",
    hint: "Give the file without `._` at the start of its name.",
  },
];

export function findForeignFile(bytes: Uint8Array): ForeignFile | undefined {
  return SIGNATURES.find((entry) => entry.bytes.every((byte, index) => bytes[entry.at + index] === byte));
}
