// The command as it was given, to be pasted again: quoted where the shell needs it, its token left out.
export function pasteable(given: readonly string[]): string {
  const kept: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? "";
    if (word === "--token") at += 1;
    else if (!word.startsWith("--token=")) kept.push(quote(word));
  }
  return ["odailies", ...kept].join(" ");
}

function quote(word: string): string {
  return /^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
