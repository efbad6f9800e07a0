// The arguments of a command as a service is to be given them: without a token, and without what printed the unit.

const LEFT_OUT = ["--token", "--print-service"];

export function serviceArguments(given: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? "";
    if (LEFT_OUT.includes(word)) at += 1;
    else if (!LEFT_OUT.some((flag) => word.startsWith(`${flag}=`))) kept.push(word);
  }
  return kept;
}
