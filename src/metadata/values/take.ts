// Takes: text, with the marks that say "circled" taken off.
import { isNullWord } from "./null-words.ts";
import { found, type Parsed } from "./parsed.ts";
import { daySerialDoubt, eatenDoubt, slateText } from "./text.ts";

export interface TakeCell {
  readonly take: string;
  /** The cell was marked: `3*`, `(3)`, `③`. False says only that it was not marked here. */
  readonly circled: boolean;
}

export interface TakeOptions {
  /** Keep `003` as it is; otherwise it is take `3`. */
  readonly keepZeros?: boolean;
}

const CIRCLED_DIGITS = /[\u2460-\u2473]/u;

/** `1`, `Take 3`, `T3` → `1`, `3`, `3`; `3*` → `3` circled; `2PK`, `1xa`, `FS`, `1-3` stay as they are. */
export function parseTake(text: string, options: TakeOptions = {}): Parsed<TakeCell> {
  const tidy = slateText(text);
  if (isNullWord(tidy)) return undefined;
  const eaten = eatenDoubt(tidy) ?? daySerialDoubt(tidy);
  if (eaten) return eaten;
  const hasCircledDigit = CIRCLED_DIGITS.test(tidy);
  let take = hasCircledDigit ? tidy.normalize("NFKC") : tidy;
  let circled = hasCircledDigit;
  if (take.startsWith("*") || take.endsWith("*")) {
    take = take.replaceAll("*", "").trim();
    circled = true;
  }
  if (take.startsWith("(") && take.endsWith(")")) {
    take = take.slice(1, -1).trim();
    circled = true;
  }
  const spelledOut = /^(?:take|tk|t)[\s.#]{0,3}(\d{1,6}.{0,20})$/i.exec(take);
  take = spelledOut?.[1] ?? take;
  take = /^(\d{1,6})[.,]0{1,6}$/.exec(take)?.[1] ?? take;
  if (options.keepZeros !== true && /^0\d{1,8}$/.test(take)) take = String(Number(take));
  return take === "" ? undefined : found({ take, circled });
}
