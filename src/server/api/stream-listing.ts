// A listing of any length as JSON, written while it is read: it is never whole in memory.
import { Readable } from "node:stream";

/** `pages` of JSON values or `"key":value` pairs, between `head` and `tail`. */
export function streamListing(head: string, pages: AsyncIterable<readonly string[]>, tail: string): Readable {
  return Readable.from(join(head, pages, tail), { objectMode: false });
}

async function* join(head: string, pages: AsyncIterable<readonly string[]>, tail: string) {
  let separator = "";
  yield head;
  for await (const items of pages) {
    if (items.length === 0) continue;
    yield separator + items.join(",");
    separator = ",";
  }
  yield tail;
}

/** Each item of each page, encoded. */
export async function* encodePages<Item>(
  pages: AsyncIterable<readonly Item[]>,
  encode: (item: Item) => string,
): AsyncGenerator<string[]> {
  for await (const page of pages) yield page.map(encode);
}
