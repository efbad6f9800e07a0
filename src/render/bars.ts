// Bars on a terminal: one for the run, one per file being made or sent; finished clips scroll by above.
import { MultiBar, Presets, type SingleBar } from "cli-progress";
import { createPlainLines, type PlainLinesOptions } from "./plain-lines.ts";
import type { Renderer } from "./renderer.ts";
import { createRunProgress } from "./run-progress.ts";
import { bytes, duration } from "./words.ts";

const NAME_WIDTH = 34;

export interface BarsOptions extends Omit<PlainLinesOptions, "write"> {
  readonly stream: NodeJS.WriteStream;
}

export function createBars({ stream, ...options }: BarsOptions): Renderer {
  const progress = createRunProgress();
  const multi = new MultiBar(
    {
      stream,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      format: "{bar} {percent} {name} {detail}",
      emptyOnZero: true,
      gracefulExit: false,
      fps: 5,
    },
    Presets.shades_classic,
  );
  const bars = new Map<string, { readonly clip: string; readonly bar: SingleBar }>();
  let run: SingleBar | undefined;
  let isRunning = true;
  const plain = createPlainLines({
    ...options,
    write: (line) => (isRunning ? multi.log(line) : stream.write(line)),
  });

  const updateRun = () => {
    const eta = progress.etaSeconds();
    const speed = progress.bytesPerSecond();
    const detail = [speed ? `${bytes(speed)}/s` : "", eta === undefined ? "" : `about ${duration(eta)} left`];
    run?.update(progress.percent(), {
      percent: `${Math.floor(progress.percent())}%`.padStart(4),
      name: "all".padEnd(NAME_WIDTH),
      detail: detail.filter((part) => part !== "").join(" · "),
    });
  };
  const remove = (key: string) => {
    const entry = bars.get(key);
    if (entry) multi.remove(entry.bar);
    bars.delete(key);
  };
  return {
    ...plain,
    "run-started": (event) => {
      plain["run-started"](event);
      run = multi.create(100, 0, { percent: "  0%", name: "all".padEnd(NAME_WIDTH), detail: "" });
    },
    scanned: (event) => {
      progress.addClips(event.clips);
      plain.scanned(event);
    },
    progress: (event) => {
      progress.note(event);
      updateRun();
      if (event.phase !== "proxy" && event.phase !== "upload") return;
      const key = `${event.phase} ${event.file}`;
      if (event.done >= event.total) return remove(key);
      const bar = bars.get(key)?.bar ?? multi.create(event.total, 0);
      bars.set(key, { clip: event.clip, bar });
      bar.setTotal(event.total);
      bar.update(event.done, {
        percent: `${Math.floor((event.done / event.total) * 100)}%`.padStart(4),
        name: fit(event.file),
        detail: event.unit === "bytes" ? `${bytes(event.done)} of ${bytes(event.total)}` : "encoding",
      });
    },
    "clip-ended": (event) => {
      progress.endClip(event.outcome.clip);
      for (const [key, { clip }] of bars) if (clip === event.outcome.clip) remove(key);
      updateRun();
      plain["clip-ended"](event);
    },
    "run-ended": (event) => {
      multi.stop();
      isRunning = false;
      plain["run-ended"](event);
    },
  };
}

/** Names of one width, so that the bars stand still; the end of a clip's name tells more than its middle. */
function fit(name: string): string {
  return name.length <= NAME_WIDTH ? name.padEnd(NAME_WIDTH) : `…${name.slice(1 - NAME_WIDTH)}`;
}
