// What footage a LUT is made for, as its file name or title says: `ARRI_LogC4-to-Gamma24_Rec709…`.
import { basename } from "node:path";
import {
  ENCODINGS,
  type LogEncoding,
  findEncodings,
  isSameEncoding,
  simplify,
} from "../../domain/log-encoding.ts";

/** Undefined where neither says so, or where they contradict each other. */
export function guessLookInput(path: string, title?: string): LogEncoding | undefined {
  const byName = inputOf(basename(path).replace(/\.cube$/i, ""));
  const byTitle = title === undefined ? undefined : inputOf(title);
  if (byName !== undefined && byTitle !== undefined && !isSameEncoding(byName, byTitle)) return undefined;
  return byName ?? byTitle;
}

function inputOf(name: string): LogEncoding | undefined {
  const text = simplify(name);
  const [before, after] = splitAt(text, " to ");
  if (after !== undefined) return findEncodings(before)[0];
  const [, source] = splitAt(text, " from ");
  if (source !== undefined) return findEncodings(source)[0];
  const logs = findEncodings(text).filter((id) => ENCODINGS[id].isLog);
  return logs.length === 1 ? logs[0] : undefined;
}

function splitAt(text: string, word: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf(word);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + word.length)];
}
