// Reads ffmpeg's `-progress` lines: blocks of key=value that end with `progress=continue` or `progress=end`.

export interface Progress {
  /** Frames written so far, of the first picture output. */
  readonly frames: number;
  /** Undefined before the first packet: ffmpeg then prints `N/A` or a time before the beginning of time. */
  readonly seconds: number | undefined;
  readonly sizeBytes: number | undefined;
  readonly isEnd: boolean;
}

/** Takes one line after another; gives the block's figures with its last line, otherwise undefined. */
export function progressReader(): (line: string) => Progress | undefined {
  let block = new Map<string, string>();
  return (line) => {
    const match = /^([a-z0-9_]+)=(.*)$/i.exec(line);
    if (!match) return undefined;
    const [, key = "", value = ""] = match;
    block.set(key, value.trim());
    if (key !== "progress") return undefined;
    const finished = block;
    block = new Map();
    return {
      frames: atLeastZero(finished.get("frame")) ?? 0,
      seconds: readSeconds(finished),
      sizeBytes: atLeastZero(finished.get("total_size")),
      isEnd: value === "end",
    };
  };
}

/** `out_time_us` came later; `out_time_ms` has always been microseconds too, whatever its name says. */
function readSeconds(block: ReadonlyMap<string, string>): number | undefined {
  const micros = atLeastZero(block.get("out_time_us") ?? block.get("out_time_ms"));
  return micros === undefined ? undefined : micros / 1_000_000;
}

function atLeastZero(text: string | undefined): number | undefined {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
