// The time of day before each line, and the day where a new one has begun: for a program that runs for weeks.
import { joined, shown, type ShownText, wholeLine } from "./shown-text.ts";
import { timeOfDay } from "./words.ts";

/** Gives back what puts it there. */
export function createClockLines(now: () => Date): (line: ShownText) => ShownText {
  let day: string | undefined;
  return (line) => {
    const at = now();
    const today = at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
    const timed = joined(shown(`${timeOfDay(at)} `), line);
    const isTurn = day !== undefined && day !== today;
    day = today;
    return isTurn ? joined(wholeLine(shown(today)), timed) : timed;
  };
}
