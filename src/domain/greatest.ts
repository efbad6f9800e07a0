// The greatest of many numbers: as arguments of one call, some hundred thousand of them end the program.

/** `least` where there is none, or none that is greater. */
export function greatest(numbers: Iterable<number>, least = 0): number {
  let most = least;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
