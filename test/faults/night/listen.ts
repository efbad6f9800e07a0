// Holds every line that a run said against what was so when it said it. What it cannot hold is a fault too.
import type { Hearing } from "./hearing.ts";
import { LOOK_SENTENCES } from "./look-sentences.ts";
import { RUN_SENTENCES } from "./run-sentences.ts";
import type { Memory, Told } from "./sentence.ts";
import { holdClock, WATCH_SENTENCES } from "./watch-sentences.ts";

const SENTENCES = [...WATCH_SENTENCES, ...RUN_SENTENCES, ...LOOK_SENTENCES];

/** Each a sentence: what was said, and what is so. */
export function listen(hearing: Hearing): readonly string[] {
  const memory: Memory = { ends: new Map(), head: [], clip: "" };
  const { heard, args } = hearing.spoken;
  return heard.flatMap((each): string[] => {
    const told: Told = { heard: each, hearing, memory };
    const [, clock, timed = ""] = /^(\d\d:\d\d) (.*)$/.exec(each.text) ?? [];
    const isTimed = hearing.command === "watch" && clock !== undefined;
    const text = isTimed ? timed : each.text;
    const wrong = (isTimed ? holdClock(clock, told) : undefined) ?? holdLine(text, told);
    return wrong === undefined ? [] : [`${args.slice(0, 2).join(" ")}: “${each.text}”: ${wrong}`];
  });
}

function holdLine(text: string, told: Told): string | undefined {
  for (const { is, holds } of SENTENCES) {
    const match = is.exec(text);
    if (match) return holds?.(match.slice(1), told);
  }
  return "nobody holds this sentence";
}
