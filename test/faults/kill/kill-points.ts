// The moments at which a run is killed: at what it does, at what reaches the server, at what it says, at any time.
import type { JsonLine } from "../../support/json-contract.ts";

export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly bytes: number;
  readonly isComplete: boolean;
}

export interface KillPoint {
  readonly stage: string;
  readonly name: string;
  /** The n-th time that this happens in the program, see test/support/kill-hook.js. */
  readonly happens?: { readonly what: string; readonly time: number; readonly laterMs?: number };
  /** When this has reached the server; its answer is not sent any more. */
  readonly arrives?: (arrival: Arrival) => boolean;
  readonly says?: (line: JsonLine) => boolean;
  /** After this share of the time that an undisturbed run takes: it may be over by then. */
  readonly afterShare?: number;
}

function at(stage: string, what: string, times: readonly number[], laterMs?: number): KillPoint[] {
  return times.map((time) => ({
    stage,
    name: `${what} (${time})${laterMs === undefined ? "" : ` and ${laterMs} ms`}`,
    happens: { what, time, ...(laterMs === undefined ? {} : { laterMs }) },
  }));
}

function around(stage: string, what: string, times: readonly number[]): KillPoint[] {
  return [...at(stage, `before: ${what}`, times), ...at(stage, `after: ${what}`, times)];
}

const isPut = ({ method }: Arrival, key: string, path: string) =>
  method === "PUT" && decodeURIComponent(path).includes(key);

function put(key: string, bytes: number): KillPoint {
  return {
    stage: "PUT under way",
    name: `${bytes} bytes of ${key} received`,
    arrives: (arrival) => isPut(arrival, key, arrival.path) && arrival.bytes >= bytes && !arrival.isComplete,
  };
}

function stored(key: string): KillPoint {
  return {
    stage: "PUT stored, answer lost",
    name: `${key} stored`,
    arrives: (arrival) => isPut(arrival, key, arrival.path) && arrival.isComplete,
  };
}

function patched(version: string): KillPoint {
  return {
    stage: "PATCH taken, answer lost",
    name: `PATCH ${version} taken`,
    arrives: ({ method, path, isComplete }) => method === "PATCH" && path.includes(version) && isComplete,
  };
}

function torn(type: string, times: readonly number[]): KillPoint[] {
  return [
    ...around("record", `record ${type}`, times),
    ...at("record torn", `before: record ${type}, torn`, times),
  ];
}

function spread(count: number): KillPoint[] {
  // Always the same moments, without a pattern: a linear congruential generator (Numerical Recipes).
  let seed = 20_261_120;
  return Array.from({ length: count }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    const afterShare = Math.round((100 * seed) / 2 ** 32) / 100;
    return { stage: "any time", name: `after ${afterShare} of its time`, afterShare };
  });
}

const says = (stage: string, name: string, holds: (line: JsonLine) => boolean): KillPoint => ({
  stage,
  name,
  says: holds,
});

const GRADED = "_graded/A001C001.mp4";
const KEYS = [
  GRADED,
  "_log/A001C001.mp4",
  "_graded/C0003.mp4",
  "_thumbnails/A001C001.jpg",
  "_thumbnails/C0003.jpg",
];

/** For a run that brings its own server along, which dies with it. */
export const LIBRARY_KILL_POINTS: readonly KillPoint[] = [
  ...around("the library takes a file", "library takes a file", [1, 3, 5]),
  ...at("PUT answered, not in the ledger", "PUT answered", [2, 4]),
  ...at("PATCH", "PATCH v2 sent", [1]),
  ...at("PATCH answered, not in the ledger", "PATCH v2 read", [1]),
  ...spread(5),
];

/** For a run that sends to two at once, of which the second is the library: ten files go out, five to each. */
export const KILL_POINTS_OF_TWO: readonly KillPoint[] = [
  ...around("the library takes a file", "library takes a file", [1, 3, 5]),
  ...KEYS.map(stored),
  put(GRADED, 65_536),
  put("_graded/C0003.mp4", 1),
  patched("/v2/"),
  patched("/v1/"),
  ...torn("made", [1, 3]),
  ...at("sign", "sign begun", [2, 5, 8]),
  ...at("sign", "sign answered", [1, 6, 10]),
  ...torn("sending", [2, 6, 9]),
  ...at("PUT under way", "PUT begun", [2, 5, 10]),
  ...at("PUT under way", "PUT sent", [1, 4, 8]),
  ...at("PUT answered, not in the ledger", "PUT answered", [1, 4, 8]),
  ...at("PUT answered, not in the ledger", "PUT read", [2, 6, 10]),
  ...torn("sent", [1, 2, 5, 9, 10]),
  ...around("put away", "delete graded.mp4", [1]),
  ...around("put away", "delete thumbnail.jpg", [2]),
  ...torn("annotating", [1, 2]),
  ...at("PATCH", "PATCH v2 begun", [1, 2]),
  ...at("between PATCH requests", "PATCH v2 read", [1, 2]),
  ...at("PATCH", "PATCH v1 read", [1, 2]),
  ...torn("annotated", [1, 2]),
  says("end", "first clip said", ({ type }) => type === "clip"),
  ...spread(4),
];

export const KILL_POINTS: readonly KillPoint[] = [
  ...around("lock", "lock taken", [1]),
  ...at("scan", "before: scan folder", [1, 4]),
  says("scan", "scan said", ({ type, phase }) => type === "progress" && phase === "scan"),
  ...at("listing", "list begun", [1, 2, 3]),
  ...at("listing", "list answered", [1, 4]),
  ...at("hash list verification", "after: hash list verification", [1]),
  ...at("hash list verification", "after: hash list verification", [1], 2),
  ...at("probe", "after: probe", [1, 2, 3, 4]),
  ...at("check", "after: decode", [1, 2, 3]),
  says("check", "probe said", ({ type, phase }) => type === "progress" && phase === "probe"),
  ...at("encode", "after: encode", [1]),
  ...[10, 30, 60, 100].flatMap((ms) => at("encode", "after: encode", [1], ms)),
  ...at("remux", "after: remux", [1]),
  ...[5, 20].flatMap((ms) => at("remux", "after: remux", [1], ms)),
  ...at("thumbnail", "after: thumbnail", [1]),
  ...[5, 20].flatMap((ms) => at("thumbnail", "after: thumbnail", [1], ms)),
  ...around("rename", "rename to graded.mp4", [1]),
  ...around("rename", "rename to log.mp4", [1]),
  ...around("rename", "rename to thumbnail.jpg", [1]),
  ...torn("made", [1, 3]),
  ...at("sign", "sign begun", [1, 3]),
  ...at("sign", "sign answered", [2, 5]),
  ...torn("sending", [1, 4]),
  ...at("PUT under way", "PUT begun", [1, 3]),
  ...at("PUT under way", "PUT sent", [1, 2]),
  ...[1, 65_536, 200_000, 400_000].map((bytes) => put(GRADED, bytes)),
  put("_graded/C0003.mp4", 1),
  put("_log/A001C001.mp4", 1),
  ...KEYS.map(stored),
  ...at("PUT answered, not in the ledger", "PUT answered", [1, 3]),
  ...at("PUT answered, not in the ledger", "PUT read", [2, 5]),
  ...torn("sent", [1, 3, 5]),
  ...around("put away", "delete part", [2]),
  ...around("put away", "delete graded.mp4", [1]),
  ...around("put away", "delete thumbnail.jpg", [2]),
  ...torn("annotating", [1]),
  ...at("PATCH", "PATCH v2 begun", [1]),
  ...at("PATCH", "PATCH v2 sent", [1]),
  patched("/v2/"),
  patched("/v1/"),
  ...at("between PATCH requests", "PATCH v2 read", [1]),
  ...at("between PATCH requests", "PATCH v1 begun", [1]),
  ...at("PATCH", "PATCH v1 answered", [1]),
  ...at("PATCH", "PATCH v1 read", [1]),
  ...torn("annotated", [1]),
  says("end", "first clip said", ({ type }) => type === "clip"),
  ...around("end", "lock let go", [1]),
  ...at("end", "end of run", [1]),
  ...spread(8),
];
