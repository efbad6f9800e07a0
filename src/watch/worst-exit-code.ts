// The exit code of many runs: what a person has to know first.

/** From harmless to grave: nothing wrong, clips rejected, clips failed or left, stopped; anything else beats them all. */
const ORDER = [0, 5, 4, 3];

export function worstExitCode(codes: Iterable<number>): number {
  let worst = 0;
  for (const code of codes) if (rank(code) > rank(worst)) worst = code;
  return worst;
}

function rank(code: number): number {
  const at = ORDER.indexOf(code);
  return at === -1 ? ORDER.length : at;
}
