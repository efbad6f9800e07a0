// The time of day before each line, and the day where a new one has begun: for a program that runs for weeks.

/** Gives back what puts it there; `text` is one or more whole lines. */
export function createClockLines(now: () => Date): (text: string) => string {
  let day: string | undefined;
  return (text) => {
    const at = now();
    const today = at.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });
    const turn = day === undefined || day === today ? "" : `${today}\n`;
    day = today;
    const time = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
    return turn + text.replaceAll(/^(?=.)/gm, `${time} `);
  };
}
