// Bytes to text: every encoding that sheets come in, and what is no text at all.
import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/metadata/decode-text.ts";
import { OdailiesError } from "../../src/domain/errors.ts";

const TEXT = "Name\tComments\nA001C001\tKüche, “früh”\n";
const utf16le = Buffer.from(TEXT, "utf16le");
const utf16be = Buffer.from(utf16le).swap16();

const refusalOf = (bytes: Uint8Array, encoding?: string): OdailiesError => {
  try {
    decodeText(bytes, "day.ale", encoding);
  } catch (error) {
    if (error instanceof OdailiesError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

describe("decodes", () => {
  test.each<[string, Uint8Array, string]>([
    ["UTF-8", Buffer.from(TEXT), "utf-8"],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${TEXT}`), "utf-8"],
    ["UTF-16 LE with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), "utf-16le"],
    ["UTF-16 BE with a byte order mark", Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), "utf-16be"],
    ["UTF-16 LE without a byte order mark", utf16le, "utf-16le"],
    ["UTF-16 BE without a byte order mark", utf16be, "utf-16be"],
  ])("%s", (_name, bytes, encoding) => {
    expect(decodeText(bytes, "day.ale")).toEqual({ text: TEXT, encoding, problems: [] });
  });

  test("windows-1252 where it is no UTF-8, with one warning, typographic quotes included", () => {
    const bytes = Buffer.from([0x4b, 0xfc, 0x63, 0x68, 0x65, 0x20, 0x93, 0x66, 0x72, 0xfc, 0x68, 0x94, 0x80]);
    const decoded = decodeText(bytes, "day.ale");
    expect(decoded).toMatchObject({ text: "Küche “früh”€", encoding: "windows-1252" });
    expect(decoded.problems).toMatchObject([
      { severity: "warning", message: expect.stringMatching(/not UTF-8.*windows-1252/) },
    ]);
  });

  test("windows-1252 the same when asked for, without the warning", () => {
    expect(decodeText(Buffer.from([0x92, 0xe9]), "day.ale", "cp1252")).toEqual({
      text: "’é",
      encoding: "windows-1252",
      problems: [],
    });
  });

  test("MacRoman only when asked for", () => {
    const bytes = Buffer.from([0x4b, 0x9f, 0x63, 0x68, 0x65]);
    expect(decodeText(bytes, "day.ale", "macintosh")).toEqual({
      text: "Küche",
      encoding: "macintosh",
      problems: [],
    });
    expect(decodeText(bytes, "day.ale").text).toBe("KŸche");
  });

  test("by the byte order mark even when another encoding is asked for", () => {
    expect(decodeText(Buffer.from(`\uFEFF${TEXT}`), "day.ale", "macintosh").text).toBe(TEXT);
  });
});

describe("refuses", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["an empty file", Buffer.alloc(0), /the file is empty/],
    ["a JPEG that is called .ale", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), /JPEG/],
    ["an Excel workbook", Buffer.from("PK\u0003\u0004xl/workbook.xml"), /Excel/],
    ["a QuickTime file", Buffer.from("\0\0\0\u0014ftypqt  "), /QuickTime/],
    ["a macOS resource file", Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0]), /macOS resource file/],
    ["text with zeros in it", Buffer.from("Heading\nFPS\t25\n\0\0\0\0\nColumn\n"), /no text/],
    ["zeros alone", Buffer.alloc(4096), /no text/],
    ["control characters", Buffer.from(Array.from({ length: 300 }, (_, at) => 1 + (at % 8))), /no text/],
  ])("%s", (_name, bytes, message) => {
    const error = refusalOf(bytes);
    expect(error).toMatchObject({ code: "metadata_unreadable", exitCode: 31 });
    expect(error.message).toMatch(message);
    expect(error.message).toContain("day.ale");
    expect(error.hint).toMatch(/\.$/);
  });

  test("an encoding that nobody knows, by its name", () => {
    expect(refusalOf(Buffer.from("Name"), "klingon").message).toContain('"klingon"');
  });
});
