// Real inputs with damage, as cards, networks and hands do it, and as somebody with bad intentions does it.
import fc from "fast-check";

/** Bytes that mean something to one format or another. */
const TOKENS = [
  "\0",
  "\xff\xff\xff\xff",
  "\x7f\xff\xff\xff",
  '"',
  '""',
  "\t",
  ",",
  ";",
  "\r",
  "\n",
  " ",
  "<",
  ">",
  "</",
  "<!DOCTYPE x [",
  "<![CDATA[",
  "&lt;",
  "&#0;",
  "{",
  "[",
  "-1",
  "1e999",
  "NaN",
  "../",
  "\x1b[8m",
  "\xe2\x80\xae",
  "\xef\xbb\xbf",
  "\xff\xfe",
].map((token) => Buffer.from(token, "latin1"));

type Edit = (bytes: Buffer, samples: readonly Uint8Array[]) => Buffer;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (bytes: Buffer, share: number) => Math.floor(bytes.length * share);
const splice = (bytes: Buffer, from: number, to: number, piece: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(to)]);

/** An input grows by this at most: what costs the square of its length shows all the same. */
const MAX_GROWTH_BYTES = 20_000;

const replaced = fc.tuple(place, fc.integer({ min: 0, max: 255 })).map(([share, byte]): Edit => {
  return (bytes) => splice(bytes, at(bytes, share), at(bytes, share) + 1, Buffer.from([byte]));
});
const flipped = fc.tuple(place, fc.nat(7)).map(([share, bit]): Edit => {
  return (bytes) => {
    const index = at(bytes, share);
    return splice(bytes, index, index + 1, Buffer.from([(bytes[index] ?? 0) ^ (1 << bit)]));
  };
});
const inserted = fc.tuple(place, fc.constantFrom(...TOKENS)).map(([share, token]): Edit => {
  return (bytes) => splice(bytes, at(bytes, share), at(bytes, share), token);
});
const cut = place.map(
  (share): Edit =>
    (bytes) =>
      bytes.subarray(0, at(bytes, share)),
);
const removed = fc.tuple(place, fc.nat(200)).map(([share, count]): Edit => {
  return (bytes) => splice(bytes, at(bytes, share), at(bytes, share) + count, Buffer.alloc(0));
});
/** A piece of the input itself, many times over. */
const repeated = fc
  .tuple(place, fc.integer({ min: 1, max: 60 }), fc.nat(2000))
  .map(([share, size, times]): Edit => {
    return (bytes) => {
      const from = at(bytes, share);
      const piece = bytes.subarray(from, from + size);
      const copies = Math.min(times, Math.floor(MAX_GROWTH_BYTES / Math.max(1, piece.length)));
      return splice(bytes, from, from, Buffer.concat(Array.from({ length: copies }, () => piece)));
    };
  });
/** The beginning of one input, the end of another. */
const crossed = fc.tuple(place, place, fc.nat()).map(([first, second, index]): Edit => {
  return (bytes, samples) => {
    const other = Buffer.from(samples[index % samples.length] ?? []);
    return Buffer.concat([bytes.subarray(0, at(bytes, first)), other.subarray(at(other, second))]);
  };
});

const edit = fc.oneof(
  { weight: 4, arbitrary: replaced },
  { weight: 2, arbitrary: flipped },
  { weight: 4, arbitrary: inserted },
  { weight: 1, arbitrary: cut },
  { weight: 2, arbitrary: removed },
  { weight: 1, arbitrary: repeated },
  { weight: 1, arbitrary: crossed },
);

/** One of the samples with one to eight edits; now and then bytes that were never anything. */
export function mutatedBytes(samples: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const damaged = fc
    .tuple(fc.nat(Math.max(0, samples.length - 1)), fc.array(edit, { minLength: 1, maxLength: 8 }))
    .map(([index, edits]) => {
      const original: Buffer = Buffer.from(samples[index] ?? []);
      return edits.reduce((bytes, apply) => apply(bytes, samples), original);
    });
  const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  return fc.oneof({ weight: 30, arbitrary: damaged }, { weight: 1, arbitrary: random });
}
