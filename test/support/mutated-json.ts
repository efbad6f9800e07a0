// Real answers of servers with damage within the JSON: still JSON, and no longer what was promised.
import fc from "fast-check";

/** What stands where something else was promised. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  0.1,
  "",
  " ",
  "\u0000",
  "\u001b]52;c;cm0=\u0007",
  "\u202e\u2066",
  "\ud800",
  "../../etc/passwd",
  "javascript:alert(1)",
  "http://127.0.0.1:1/",
  "file:///etc/passwd",
  "x".repeat(5000),
  "99:99:99;99",
  "2026-13-45T99:99:99Z",
  [],
  [null],
  [[[[]]]],
  {},
  { toString: 1, valueOf: null, length: -1 },
];
/** Names that mean something to every object. */
const KEYS = ["__proto__", "constructor", "prototype", "toString", "", "length", "name", "id"];

type Container = Record<string, unknown> | unknown[];

const edit = fc.record({
  place: fc.nat(),
  how: fc.constantFrom("replace", "remove", "repeat", "add", "swap"),
  value: fc.oneof(fc.constantFrom(...STRANGE), fc.jsonValue({ maxDepth: 3 })),
  key: fc.constantFrom(...KEYS),
});
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never;

/** One of the samples with one to five edits of its values, as bytes. */
export function mutatedJson(samples: readonly Uint8Array[]): fc.Arbitrary<Buffer> {
  const texts = samples.map((bytes) => Buffer.from(bytes).toString("utf8"));
  return fc
    .tuple(fc.nat(Math.max(0, texts.length - 1)), fc.array(edit, { minLength: 1, maxLength: 5 }))
    .map(([index, edits]) => {
      const root = [JSON.parse(texts[index] ?? "null") as unknown];
      for (const each of edits) applyTo(root, each);
      // A value with a name that every object has is written by hand: an assignment would lose it.
      return Buffer.from(JSON.stringify(root[0] ?? null).replaceAll('"%proto%"', '"__proto__"'));
    });
}

function applyTo(root: unknown[], { place, how, value: drawn, key }: Edit): void {
  // Values that are drawn again must not be changed by what comes of this one.
  const value = structuredClone(drawn);
  const places = placesIn(root);
  const isSmall = places.length < 300;
  const chosen = places[place % places.length];
  if (!chosen) return;
  const { container, at } = chosen;
  if (Array.isArray(container)) {
    const index = Number(at);
    if (how === "remove") container.splice(index, 1);
    else if (how === "repeat" && isSmall)
      for (let count = 0; count < 200; count++) container.push(structuredClone(container[index]));
    else if (how === "swap") container.reverse();
    else container[index] = how === "add" ? { ...Object(container[index]), [key]: value } : value;
  } else if (how === "remove") delete container[at];
  else if (how === "add") container[key === "__proto__" ? "%proto%" : key] = value;
  else container[at] = how === "repeat" ? [container[at], structuredClone(container[at])] : value;
}

function placesIn(root: unknown[]): readonly { readonly container: Container; readonly at: string }[] {
  const found: { container: Container; at: string }[] = [];
  const open: Container[] = [root];
  for (let container = open.pop(); container; container = open.pop()) {
    for (const [at, value] of Object.entries(container)) {
      found.push({ container, at });
      if (typeof value === "object" && value !== null && found.length < 2000) open.push(value as Container);
    }
  }
  return found;
}
