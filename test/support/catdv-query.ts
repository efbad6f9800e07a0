// CatDV's query language, both dialects, as a server reads it: what is no query is an error, never a guess.

export type ClipTest = (read: (field: string) => string) => boolean;

/** Throws an Error that says where it stopped. */
export function parseQuery(text: string, { ignoresCase }: { readonly ignoresCase: boolean }): ClipTest {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`Bad query at ${at}: ${what} expected in ${text}`);
  };
  const eat = (token: string) => {
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const need = (token: string) => eat(token) || fail(token);
  const until = (end: string) => {
    const stop = text.indexOf(end, at);
    if (stop < 0) fail(end);
    const found = text.slice(at, stop);
    at = stop;
    return found;
  };
  /** `(f)op(v)`, with `!` before the operator where it is turned round. */
  const comparison = (): ClipTest => {
    need("(");
    const field = until(")");
    need(")");
    const isNegated = eat("!");
    const operator = until("(");
    need("(");
    const value = unescape(until(")"));
    need(")");
    const compare = OPERATORS[operator];
    if (!compare) return fail("an operator");
    const fold = (each: string) => (ignoresCase ? each.toLowerCase() : each);
    return (read) => compare(fold(read(field)), fold(value)) !== isNegated;
  };
  const term = (): ClipTest => {
    need("(");
    const inner = text.startsWith("((", at) ? expression() : comparison();
    need(")");
    return inner;
  };
  const expression = (): ClipTest => {
    let left = term();
    for (;;) {
      const before = left;
      if (eat("and")) {
        const right = term();
        left = (read) => before(read) && right(read);
      } else if (eat("or")) {
        const right = term();
        left = (read) => before(read) || right(read);
      } else return left;
    }
  };
  /** The old dialect says before each term how it joins those before it. */
  const prefixed = (): ClipTest => {
    let left: ClipTest | undefined;
    while (at < text.length) {
      const join = ["andNot", "orNot", "and", "or"].find((each) => eat(each)) ?? fail("and");
      const right = term();
      const before = left;
      const own: ClipTest = join.endsWith("Not") ? (read) => !right(read) : right;
      if (before) left = join.startsWith("or") ? (r) => before(r) || own(r) : (r) => before(r) && own(r);
      else left = own;
    }
    return left ?? fail("a term");
  };
  const found = /^(?:and|or)/.test(text) ? prefixed() : expression();
  if (at < text.length) fail("the end");
  return found;
}

const OPERATORS: Readonly<Record<string, (there: string, wanted: string) => boolean>> = {
  eq: (there, wanted) => there === wanted,
  has: (there, wanted) => there.includes(wanted),
  startsWith: (there, wanted) => there.startsWith(wanted),
  endsWith: (there, wanted) => there.endsWith(wanted),
  isBlank: (there) => there === "",
  isOneOf: (there, wanted) => wanted.split(",").includes(there),
};

function unescape(value: string): string {
  return value.replaceAll(/~([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
