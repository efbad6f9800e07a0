// What an ffmpeg can do, asked of the binary itself: version strings do not tell what was built in.
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { runProgram } from "./run-program.ts";

export interface Capabilities {
  readonly encoders: ReadonlySet<string>;
  /** Codec names as ffprobe spells them (`h264`, `hevc`) for which some decoder is built in. */
  readonly decodableCodecs: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  readonly muxers: ReadonlySet<string>;
  readonly bitstreamFilters: ReadonlySet<string>;
  /** Options of the program that came or went over the years, without the dash. */
  readonly options: ReadonlySet<string>;
}

export interface ToolVersion {
  /** `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly version: string;
  /** Of its youngest source, as its copyright line has it. */
  readonly year: number | undefined;
}

export interface ToolReport extends ToolVersion {
  readonly capabilities: Capabilities;
}

const storedReport = z.object({
  version: z.string(),
  year: z.number().optional(),
  encoders: z.array(z.string()),
  decodableCodecs: z.array(z.string()),
  filters: z.array(z.string()),
  muxers: z.array(z.string()),
  bitstreamFilters: z.array(z.string()),
  options: z.array(z.string()),
});
type StoredReport = z.output<typeof storedReport>;

const inMemory = new Map<string, Promise<StoredReport>>();

/**
 * Runs the binary six times, once per process and file state (path, size, mtime); with a `cacheFolder` the answer
 * is kept there for the next process. Throws an Error that says how the binary failed.
 */
export async function readCapabilities(path: string, cacheFolder?: string): Promise<ToolReport> {
  const { size, mtimeMs } = await stat(path);
  const key = `${path}\0${size}\0${mtimeMs}`;
  let pending = inMemory.get(key);
  if (!pending) {
    pending = loadOrAsk(path, key, cacheFolder);
    inMemory.set(key, pending);
    pending.catch(() => inMemory.delete(key));
  }
  const report = await pending;
  return {
    version: report.version,
    year: report.year,
    capabilities: {
      encoders: new Set(report.encoders),
      decodableCodecs: new Set(report.decodableCodecs),
      filters: new Set(report.filters),
      muxers: new Set(report.muxers),
      bitstreamFilters: new Set(report.bitstreamFilters),
      options: new Set(report.options),
    },
  };
}

/** What its first line tells. Throws when it does not run. */
export async function readVersion(path: string): Promise<ToolVersion> {
  const text = await ask(path, "-version");
  const [, version, year] =
    /^ff(?:mpeg|probe) version (\S+)(?: .*\b\d{4}-(\d{4}) the FFmpeg)?/.exec(text) ?? [];
  if (version === undefined) throw new Error(`it does not answer -version as ffmpeg does`);
  return { version, year: year === undefined ? undefined : Number(year) };
}

async function loadOrAsk(path: string, key: string, cacheFolder: string | undefined): Promise<StoredReport> {
  if (cacheFolder === undefined) return askAll(path);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
  const file = join(cacheFolder, `ffmpeg-${name}.json`);
  try {
    return storedReport.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // Not there yet, or not readable: ask again.
  }
  const report = await askAll(path);
  await keep(file, cacheFolder, report);
  return report;
}

/** A cache that cannot be written costs time, not the run. */
async function keep(file: string, cacheFolder: string, report: StoredReport): Promise<void> {
  try {
    await mkdir(cacheFolder, { recursive: true });
    const part = `${file}.${process.pid}.part`;
    await writeFile(part, JSON.stringify(report));
    await rename(part, file);
  } catch {
    // Nothing is lost.
  }
}

async function askAll(path: string): Promise<StoredReport> {
  const [version, encoders, codecs, filters, muxers, bitstreamFilters, help] = await Promise.all([
    readVersion(path),
    ask(path, "-encoders"),
    ask(path, "-codecs"),
    ask(path, "-filters"),
    ask(path, "-muxers"),
    ask(path, "-bsfs"),
    ask(path, "-h", "long"),
  ]);
  return {
    ...version,
    encoders: secondColumn(encoders, /^ [VAS][A-Z.]{5} (\S+)/),
    decodableCodecs: secondColumn(codecs, /^ D[A-Z.]{5} (\S+)/),
    filters: secondColumn(filters, /^ [A-Z.]{2,3} (\S+) +\S+->/),
    muxers: secondColumn(muxers, /^ [D ]E[d ]? +(\S+)/).flatMap((names) => names.split(",")),
    bitstreamFilters: secondColumn(bitstreamFilters, /^([a-z0-9_]+)$/),
    options: secondColumn(help, /^-([a-z_]+)/),
  };
}

function secondColumn(text: string, pattern: RegExp): string[] {
  return text.split(/\r?\n/).flatMap((line) => pattern.exec(line)?.[1] ?? []);
}

async function ask(path: string, ...args: readonly string[]): Promise<string> {
  const end = await runProgram({ path, args: ["-hide_banner", ...args], timeoutMs: 20_000 });
  if (end.ending === "exited" && end.exitCode === 0) return end.stdout;
  const why = end.stderrLines.at(-1) ?? `${end.ending}, exit code ${end.exitCode ?? "none"}`;
  throw new Error(`\`${end.commandLine}\` failed: ${why}`);
}
