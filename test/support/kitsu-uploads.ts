// How the Zou of the tests takes files: one multipart part, its extension, and what normalising makes of a movie.
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ffprobePlaces } from "../../src/media/tool-candidates.ts";
import { refuse, Refusal, refuseField } from "./kitsu-answer.ts";
import { removePreview, requirePreview } from "./kitsu-reviews.ts";
import { path } from "./kitsu-route.ts";
import type { Answer, Route, RouteCall, UploadedPart } from "./kitsu-route.ts";
import type { PreviewRow } from "./kitsu-rows.ts";

const PICTURES = new Set("jpe jpeg jpg png".split(" "));
const MOVIES = new Set("avi m4v mkv mov mp4 webm wmv".split(" "));
const NOT_UNDERSTOOD = "The browser (or proxy) sent a request that this server could not understand.";
const RESOLUTION = /^(\d{3,4})?x(\d{3,4})$/;

export const UPLOAD_ROUTES: readonly Route[] = [["POST", path("/pictures/preview-files/:id"), upload]];

async function upload(call: RouteCall): Promise<Answer> {
  const { rows, switches, parts, query } = call;
  const row = requirePreview(call);
  const part = parts.find(({ field, fileName }) => field === "file" && fileName !== undefined);
  if (!part)
    throw switches.isOld
      ? new Refusal(400, { message: NOT_UNDERSTOOD })
      : refuse(switches, 400, "File not provided.");
  if (row.original_name !== null && !switches.isOld) throw refuse(switches, 400, NOT_UNDERSTOOD);
  const { fileName = "", bytes } = part;
  const dot = fileName.lastIndexOf(".");
  const extension = fileName.slice(dot + 1).toLowerCase();
  if (!PICTURES.has(extension) && !MOVIES.has(extension)) {
    removePreview(rows, row);
    throw refuse(switches, 400, `Wrong file format, extension: ${extension}`);
  }
  if (bytes.length === 0) {
    removePreview(rows, row);
    throw refuse(switches, 400, "The file is empty.");
  }
  row.original_name = fileName.slice(0, dot).slice(0, 250);
  row.extension = PICTURES.has(extension) ? "png" : "mp4";
  row.data = switches.isOld ? null : { original_file_size: bytes.length };
  if (PICTURES.has(extension)) {
    store(call, row, part, false);
    row.status = "ready";
  } else await storeMovie(call, row, part, query.get("normalize") !== "false");
  return { status: 201, body: { ...row } };
}

async function storeMovie(
  call: RouteCall,
  row: PreviewRow,
  part: UploadedPart,
  isNormalised: boolean,
): Promise<void> {
  const { switches } = call;
  const facts = await probe(part.bytes);
  if (facts === undefined) {
    store(call, row, part, isNormalised);
    row.status = switches.needsMovies ? "broken" : "ready";
  } else {
    const { fps, width, height } = isNormalised ? findTarget(call, row, facts) : facts;
    const frames = Math.round((facts.frames / toNumber(facts.fps)) * toNumber(fps));
    Object.assign(row, { width, height, duration: facts.frames / toNumber(facts.fps) });
    store(call, row, part, isNormalised, { frames, fps });
    row.status = "ready";
  }
  if (switches.hasQueue) Object.assign(row, { status: "processing", file_size: 0 });
}

function store(
  { rows }: RouteCall,
  row: PreviewRow,
  { bytes }: UploadedPart,
  isNormalised: boolean,
  facts: { readonly frames?: number; readonly fps?: string } = {},
): void {
  const md5 = createHash("md5").update(bytes).digest("hex");
  row.file_size = bytes.length;
  rows.movies.set(row.id, { md5, bytes: bytes.length, isNormalised, ...facts });
}

interface MovieFacts {
  readonly frames: number;
  readonly fps: string;
  readonly width: number;
  readonly height: number;
}

/** The shot's own rate and size where it has them, else the project's. */
function findTarget({ rows, switches }: RouteCall, row: PreviewRow, facts: MovieFacts): MovieFacts {
  const task = rows.tasks.find(({ id }) => id === row.task_id);
  const shot = rows.entities.find(({ id }) => id === task?.entity_id);
  const project = rows.projects.find(({ id }) => id === task?.project_id);
  if (!shot || !project) throw refuse(switches, 404, "Entity not found");
  const fps = textOf(shot.data?.["fps"], project.fps).replace(",", ".");
  if (Number.isNaN(Number.parseFloat(fps))) throw refuseField(switches, "fps", "not a number");
  const own = RESOLUTION.exec(textOf(shot.data?.["resolution"], ""));
  const [, width, height] = own ?? RESOLUTION.exec(project.resolution) ?? [];
  const targetHeight = Number(height ?? 1080);
  const targetWidth =
    width === undefined ? Math.round((facts.width / facts.height) * targetHeight) : Number(width);
  return { frames: facts.frames, fps, width: targetWidth, height: targetHeight };
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : otherwise;
}

/** `24000/1001` and `23.976` alike. */
function toNumber(fps: string): number {
  const [num, den = 1] = fps.split("/").map(Number);
  return (num ?? 0) / den;
}

/** Undefined for what is no movie. */
async function probe(bytes: Buffer): Promise<MovieFacts | undefined> {
  if (bytes.subarray(4, 8).toString("latin1") !== "ftyp") return undefined;
  const folder = await mkdtemp(join(tmpdir(), "odailies-test-"));
  const file = join(folder, "movie.mp4");
  await writeFile(file, bytes);
  const entries = "stream=width,height,r_frame_rate,nb_read_packets";
  const flags = [
    "-v",
    "error",
    "-select_streams",
    "v:0",
    "-count_packets",
    "-show_entries",
    entries,
    "-of",
    "json",
  ];
  const program = (await ffprobePlaces(process.env, "/")).find(({ path }) => path !== undefined)?.path;
  const { stdout } = await execa(program ?? "ffprobe", [...flags, file], { reject: false });
  await rm(folder, { recursive: true });
  const { streams = [] } = JSON.parse(stdout || "{}") as {
    readonly streams?: readonly Record<string, unknown>[];
  };
  const [video] = streams;
  if (!video) return undefined;
  return {
    frames: Number(video["nb_read_packets"]),
    fps: String(video["r_frame_rate"]),
    width: Number(video["width"]),
    height: Number(video["height"]),
  };
}
