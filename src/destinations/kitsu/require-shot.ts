// The shot of a clip with its sequence and task: found by its exact name, else made, with its rate and size before any bytes.
import type { OutgoingClip, OutgoingFile } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import { displayFps } from "../../domain/frame-rate.ts";
import { toNumber } from "../../domain/rational.ts";
import { retry } from "../../net/retry.ts";
import { ROWS, type WireShot } from "./api.ts";
import { notUnderstood } from "./api-error.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { LONGEST_NAME } from "./map.ts";
import { requireSequence, sequenceOf } from "./require-sequence.ts";

const NOT_FOUND = 404;
/** As Zou reads a shot's resolution; every other spelling is the project's size. */
const RESOLUTION = /^\d{3,4}x\d{3,4}$/;

/** Throws `upload_failed` for a name that Kitsu cannot hold. */
export async function requireShot(
  {
    clipName,
    role,
    clip,
  }: Pick<OutgoingFile, "clipName" | "role"> & { readonly clip: OutgoingClip | undefined },
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WireShot> {
  if (clipName.length > LONGEST_NAME) throw nameTooLong(clipName);
  const picture = role === "graded" || role === "log" ? describePicture(clip) : {};
  const known =
    link.shots.get(clipName) ??
    (await createShot(
      clipName,
      sequenceOf(clip?.metadata ?? {}, link) ?? link.own.unsorted,
      picture,
      link,
      signal,
    ));
  const shot = needsPicture(known, role, picture) ? await updateShot(known, picture, link, signal) : known;
  link.shots.set(clipName, shot);
  return shot;
}

interface Picture {
  readonly nb_frames?: number;
  readonly data?: Readonly<Record<string, string>>;
}

/** Without these Zou would make every movie of the project's rate and size. */
function describePicture(clip: OutgoingClip | undefined): Picture {
  if (!clip?.picture) return {};
  const { frameRate, width, height, frameCount } = clip.picture;
  const { seconds } = clip;
  const counted = frameRate && seconds !== undefined ? Math.round(seconds * toNumber(frameRate)) : undefined;
  const frames = frameCount ?? counted;
  const resolution = `${width}x${height}`;
  return {
    ...(frames !== undefined && { nb_frames: frames }),
    data: {
      ...(frameRate && { fps: String(displayFps(frameRate)) }),
      ...(RESOLUTION.test(resolution) && { resolution }),
    },
  };
}

/** A shot has one rate and one size: the graded file's, unless there is nothing yet. */
function needsPicture(
  { data }: WireShot,
  role: OutgoingFile["role"],
  { data: wanted = {} }: Picture,
): boolean {
  return Object.entries(wanted).some(([key, value]) =>
    role === "graded" ? data[key] !== value : data[key] === undefined || data[key] === null,
  );
}

/** Zou adds the keys to those that are there. The other route for shots would take all others away. */
async function updateShot(
  shot: WireShot,
  picture: Picture,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WireShot> {
  const updated = await callKitsu(link, {
    ...{ method: "PUT", path: `/data/entities/${shot.id}`, body: picture, shape: ROWS.shot },
    ...{ deed: `take the rate and size of ${shot.name}`, isOfClip: true, signal },
  });
  return { ...shot, data: updated?.data ?? shot.data };
}

/** Zou gives back what is there already. */
async function createShot(
  name: string,
  sequence: string,
  picture: Picture,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<WireShot> {
  const create = async (accepts: readonly number[]) => {
    const sequence_id = await requireSequence(sequence, link, signal);
    const path = `/data/projects/${link.project.row.id}/shots`;
    const purpose = { deed: `make the shot ${name}`, isOfClip: true, signal } as const;
    const body = { name, sequence_id, ...picture };
    return callKitsu(link, { method: "POST", path, body, shape: ROWS.shot, accepts, ...purpose });
  };
  let shot = await create([NOT_FOUND]);
  if (!shot) {
    // Somebody has deleted the sequence since it was asked for.
    link.sequences.delete(sequence);
    shot = await create([]);
  }
  if (shot?.name !== name) throw notUnderstood(link.api.host);
  return { ...shot, sequence_name: sequence };
}

/** The task of a shot by which its dailies go: Zou answers with those that it has just made, and says nothing of others. */
export async function requireTask(
  shot: WireShot,
  typeId: string,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<string> {
  const known = shot.tasks.find(({ task_type_id }) => task_type_id === typeId);
  if (known) return known.id;
  const { api, retry: how, project } = link;
  const purpose = {
    deed: `make the task of ${shot.name}`,
    isOfClip: true,
    signal,
    shape: ROWS.tasks,
  } as const;
  const create = async () => {
    const path = `/actions/projects/${project.row.id}/task-types/${typeId}/shots/create-tasks`;
    const [made] = (await api.call({ method: "POST", path, body: [shot.id], ...purpose })) ?? [];
    if (made) return made;
    const query = { entity_id: shot.id, task_type_id: typeId };
    const [there] = (await api.call({ method: "GET", path: "/data/tasks", query, ...purpose })) ?? [];
    return there;
  };
  const task = await retry(create, signal, how);
  if (!task) {
    link.shots.delete(shot.name);
    throw shotGone(shot.name);
  }
  link.shots.set(shot.name, { ...shot, tasks: [...shot.tasks, { id: task.id, task_type_id: typeId }] });
  return task.id;
}

function nameTooLong(name: string): OdailiesError {
  return new OdailiesError(
    "upload_failed",
    `Kitsu holds names of up to ${LONGEST_NAME} characters: ${name} is longer.`,
    {
      hint: "Send a copy under a shorter name; the other clips are not affected.",
      retryable: false,
    },
  );
}

/** Zou makes no task for a shot that is not there, and does not say so. */
function shotGone(name: string): OdailiesError {
  return new OdailiesError("upload_failed", `The shot ${name} was deleted in Kitsu meanwhile.`, {
    hint: "Run the same command again: the shot is made anew.",
  });
}
