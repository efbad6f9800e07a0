// Bars on a terminal: one for the run, one per file being made or sent; finished clips scroll by above.
import { MultiBar, Presets, type SingleBar } from "cli-progress";
import { createPlainLines, type PlainLinesOptions } from "./plain-lines.ts";
import type { Renderer } from "./renderer.ts";
import { createRunProgress } from "./run-progress.ts";
import { print, type Redact, shown, type ShownStream } from "./shown-text.ts";
import { bytes, duration } from "./words.ts";

/** Widths of bar and name on a terminal of so many columns: a bar's line must never wrap. */
function widths(columns = 80): { barsize: number; nameWidth: number } {
  const barsize = columns < 100 ? 12 : 24;
  return { barsize, nameWidth: Math.max(8, Math.min(34, columns - barsize - 40)) };
}

export interface BarsOptions extends Omit<PlainLinesOptions, "write"> {
  readonly stream: ShownStream;
  readonly redact: Redact;
}

export function createBars({ stream, redact, ...options }: BarsOptions): Renderer {
  const progress = createRunProgress();
  const { barsize, nameWidth } = widths(stream.columns);
  const multi = new MultiBar(
    {
      // Its own text moves the cursor on purpose; what we give it has passed.
      stream: stream as NodeJS.WriteStream,
      hideCursor: true,
      clearOnComplete: true,
      barsize,
      // Finished clips above the bars say whole sentences.
      linewrap: true,
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
    write: (line) => (isRunning ? multi.log(redact(line)) : print(line, stream, redact)),
  });

  const updateRun = () => {
    const eta = progress.etaSeconds();
    const speed = progress.bytesPerSecond();
    const detail = [
      speed ? `${bytes(speed)}/s` : "",
      eta === undefined || eta < 1 ? "" : `about ${duration(eta)} left`,
    ];
    run?.update(progress.percent(), {
      percent: `${Math.floor(progress.percent())}%`.padStart(4),
      name: "all".padEnd(nameWidth),
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
      run = multi.create(100, 0, { percent: "  0%", name: "all".padEnd(nameWidth), detail: "" });
    },
    scanned: (event) => {
      progress.addClips(event.clips);
      plain.scanned(event);
    },
    "upload-planned": (event) => {
      progress.plan(event);
      plain["upload-planned"](event);
    },
    progress: (event) => {
      progress.note(event);
      plain.progress(event);
      updateRun();
      if (event.phase !== "proxy" && event.phase !== "upload") return;
      const key = `${event.phase} ${event.file}`;
      if (event.done >= event.total) return remove(key);
      const bar = bars.get(key)?.bar ?? multi.create(event.total, 0);
      bars.set(key, { clip: event.clip, bar });
      bar.setTotal(event.total);
      bar.update(event.done, {
        percent: `${Math.floor((event.done / event.total) * 100)}%`.padStart(4),
        name: fit(redact(shown(event.file)), nameWidth),
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
      // Removing a bar writes out the lines that still wait; stopping alone would lose them.
      if (run) multi.remove(run);
      multi.stop();
      isRunning = false;
      plain["run-ended"](event);
    },
  };
}

/** Names of one width, so that the bars stand still; the end of a clip's name tells more than its middle. */
function fit(name: string, width: number): string {
  return name.length <= width ? name.padEnd(width) : `…${name.slice(1 - width)}`;
}
