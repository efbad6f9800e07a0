// Loaded into the program by --import: its clock is ahead by as many milliseconds as the file CLOCK_FILE says. Files and
// servers keep their own time, as on a machine whose clock was set; what is measured by a stopwatch goes on as ever.
import fs from "node:fs";

const { CLOCK_FILE } = process.env;
const TrueDate = Date;
/** A clock is asked thousands of times a second. */
const LOOK_EVERY_MS = 20;
let lookedMs = -Infinity;
let aheadMs = 0;

function now() {
  const at = performance.now();
  if (at - lookedMs > LOOK_EVERY_MS) {
    aheadMs = Number(fs.readFileSync(CLOCK_FILE, "utf8"));
    lookedMs = at;
  }
  return TrueDate.now() + aheadMs;
}

if (CLOCK_FILE !== undefined) {
  globalThis.Date = class Date extends TrueDate {
    constructor(...values) {
      super(...(values.length === 0 ? [now()] : values));
    }
    static now() {
      return now();
    }
  };
}
