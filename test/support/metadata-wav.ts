// WAV files byte by byte, as recorders write them: chunks in any order, right or damaged.

export interface WavChunk {
  readonly id: string;
  readonly body: Buffer;
  /** What the header says instead of the body's length. */
  readonly claimed?: number;
}

export const chunk = (id: string, body: Buffer | string, claimed?: number): WavChunk => ({
  id,
  body: Buffer.from(body),
  ...(claimed !== undefined && { claimed }),
});

/** Little-endian, chunks padded to even sizes; `form` is RIFF, RF64 or BW64. */
export function wavFile(chunks: readonly WavChunk[], form = "RIFF"): Buffer {
  const bodies = chunks.map(({ id, body, claimed }) => {
    const header = Buffer.alloc(8);
    header.write(id, "latin1");
    header.writeUInt32LE(claimed ?? body.length, 4);
    return Buffer.concat([header, body, Buffer.alloc(body.length % 2)]);
  });
  const head = Buffer.from(`${form}\0\0\0\0WAVE`, "latin1");
  const all = Buffer.concat([head, ...bodies]);
  all.writeUInt32LE(form === "RIFF" ? all.length - 8 : 0xffffffff, 4);
  return all;
}

/** Mono, one byte a sample, so that a second of sound is as many bytes as samples. */
export function formatChunk(sampleRate = 48_000): WavChunk {
  const body = Buffer.alloc(16);
  body.writeUInt16LE(1, 0);
  body.writeUInt16LE(1, 2);
  body.writeUInt32LE(sampleRate, 4);
  body.writeUInt32LE(sampleRate, 8);
  body.writeUInt16LE(1, 12);
  body.writeUInt16LE(8, 14);
  return chunk("fmt ", body);
}

export const soundChunk = (seconds: number, sampleRate = 48_000) =>
  chunk("data", Buffer.alloc(Math.round(seconds * sampleRate)));

export interface BextFields {
  readonly description?: string;
  readonly date?: string;
  readonly timeReference?: number | bigint;
}

export function bextChunk({
  description = "",
  date = "2026-11-20",
  timeReference = 0,
}: BextFields): WavChunk {
  const body = Buffer.alloc(602);
  body.write(description, 0, 256, "utf8");
  body.write("SomeRecorder", 256, 32, "latin1");
  body.write(date, 320, 10, "latin1");
  body.write("10:14:55", 330, 8, "latin1");
  body.writeBigUInt64LE(BigInt(timeReference), 338);
  body.writeUInt16LE(1, 346);
  return chunk("bext", body);
}

/** `inner` within `BWFXML`. */
export const ixmlChunk = (inner: string) =>
  chunk("iXML", `<?xml version="1.0" encoding="UTF-8"?>\r\n<BWFXML>\r\n${inner}\r\n</BWFXML>\0\0\0`);

export interface TakeRecording {
  /** Seconds of the clock since midnight. */
  readonly clock: number;
  readonly seconds: number;
  /** `25/1`, `24000/1001`. */
  readonly rate?: string;
  readonly date?: string;
  /** Further elements of iXML: `<SCENE>22A</SCENE>`. */
  readonly ixml: string;
}

/** What a mixer's recorder writes of a take. */
export function takeRecording({ clock, seconds, rate = "25/1", date, ixml }: TakeRecording): Buffer {
  return wavFile([
    bextChunk({ timeReference: Math.round(clock * 48_000), ...(date !== undefined && { date }) }),
    formatChunk(),
    soundChunk(seconds),
    ixmlChunk(
      `${ixml}<SPEED><TIMECODE_RATE>${rate}</TIMECODE_RATE><TIMECODE_FLAG>NDF</TIMECODE_FLAG></SPEED>`,
    ),
  ]);
}
