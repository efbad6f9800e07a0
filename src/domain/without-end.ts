// A text without some signs at its end, in one pass: an expression for them looks at every run of them in the text.

/** `withoutEnd("a/b//", "/")` is `a/b`. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
