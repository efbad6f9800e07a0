// Finds what somebody probably meant to type.

/** The known word with the fewest letters to change; undefined when none is near (more than half would change). */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.ceil(Math.max(typed.length, 4) / 2);
  for (const word of known) {
    const changes = countChanges(typed.slice(0, 100).toLowerCase(), word.toLowerCase());
    if (changes < fewest) [nearest, fewest] = [word, changes];
  }
  return nearest;
}

/** Levenshtein's distance. */
function countChanges(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
