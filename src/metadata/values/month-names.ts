// Names of months in the languages that spreadsheets are set to, long and short, with or without a point.

/** Where two languages mean different months by one word, the earlier one in this list counts. */
const LANGUAGES =
  "en de fr es it pt nl da sv nb fi pl cs sk sl hr hu ro tr ca el ru uk bg lt lv et id vi".split(" ");

let months: ReadonlyMap<string, number> | undefined;

/** `Apr`, `avr.`, `März`, `abril` → 4, 4, 3, 4; undefined for any other word. The first call takes a quarter second. */
export function monthOf(word: string): number | undefined {
  months ??= readNames();
  const name = normalise(word);
  return months.get(name) ?? monthOfBeginning(name, months);
}

/** Spreadsheets shorten in ways of their own (`кві`, `сен`); in Latin letters three of them may be any word. */
function monthOfBeginning(word: string, names: ReadonlyMap<string, number>): number | undefined {
  if (word.length < 3 || /[a-z]/.test(word) || !/^\p{L}+$/u.test(word)) return undefined;
  const found = new Set([...names].flatMap(([name, month]) => (name.startsWith(word) ? [month] : [])));
  return found.size === 1 ? [...found][0] : undefined;
}

/** From the platform's own locale data (Unicode CLDR); a language that it lacks is left out. */
function readNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>([
    // German and Swiss short forms that are written, but stand in no locale.
    ["mrz", 3],
    ["mar", 3],
    ["maerz", 3],
    ["sept", 9],
  ]);
  for (const language of Intl.DateTimeFormat.supportedLocalesOf(LANGUAGES)) {
    for (const month of ["long", "short"] as const) {
      // Beside a day some languages bend the name: `listopad`, `22 listopada`.
      for (const format of [
        new Intl.DateTimeFormat(language, { month, timeZone: "UTC" }),
        new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" }),
      ]) {
        for (let index = 0; index < 12; index++) {
          const parts = format.formatToParts(new Date(Date.UTC(2026, index, 15)));
          const name = normalise(parts.find(({ type }) => type === "month")?.value ?? "");
          if (/\p{L}/u.test(name) && !names.has(name)) names.set(name, index + 1);
        }
      }
    }
  }
  return names;
}

function normalise(word: string): string {
  return word
    .normalize("NFKD")
    .replaceAll(/[\p{M}.]/gu, "")
    .trim()
    .toLowerCase();
}
