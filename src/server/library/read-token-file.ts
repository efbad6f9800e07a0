// Reads a file that holds a token and nothing else.
import { readFileSync } from "node:fs";

/** Undefined where there is none that can be read. */
export function readTokenFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
