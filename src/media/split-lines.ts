// Cuts text that arrives in pieces into lines, with a bound on how long a line may grow.

export interface LineSplitter {
  push(text: string): void;
  /** Hands out what is left without a line end. */
  end(): void;
}

const MAX_LINE_LENGTH = 64 * 1024;

/** Lines end at `\n`, `\r\n` or `\r` (ffmpeg overwrites its status line with that). Empty lines are left out. */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  let rest = "";
  const hand = (line: string) => {
    if (line.trim() !== "") onLine(line);
  };
  return {
    push(text) {
      const lines = (rest + text).split(/[\r\n]+/);
      rest = lines.pop() ?? "";
      for (const line of lines) hand(line);
      if (rest.length > MAX_LINE_LENGTH) {
        hand(rest);
        rest = "";
      }
    },
    end() {
      hand(rest);
      rest = "";
    },
  };
}
