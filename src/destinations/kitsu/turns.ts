// Lets what looks first and then makes happen one after the other, so that nothing is made twice.
import pLimit, { type LimitFunction } from "p-limit";

/** Those of one name wait for each other; others do not wait for them. */
export type InTurn = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export function createTurns(): InTurn {
  const lines = new Map<string, LimitFunction>();
  return (name, work) => {
    const line = lines.get(name) ?? pLimit(1);
    lines.set(name, line);
    return line(work);
  };
}
