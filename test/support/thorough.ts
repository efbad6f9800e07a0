// `npm test` takes one input of each kind where every further one costs seconds; `npm run test:thorough` takes all.

/** Whether every input is asked for. */
export const isThorough = process.env["TEST_THOROUGH"] === "1";

/** All of them, or the first of each kind. */
export function inputsOf<T>(all: readonly T[], kindOf: (input: T) => string): readonly T[] {
  if (isThorough) return all;
  const kinds = all.map(kindOf);
  return all.filter((_, index) => kinds.indexOf(kinds[index]!) === index);
}
