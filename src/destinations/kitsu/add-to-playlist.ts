// The playlist of a shoot day: found before it is made, and a clip in it once, by its newest revision.
import { formatDay } from "../../domain/format-day.ts";
import { retry } from "../../net/retry.ts";
import { ROWS, type WirePlaylist } from "./api.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { LONGEST_PLAYLIST_NAME } from "./map.ts";

export interface PlaylistEntry {
  readonly shotId: string;
  readonly previewId: string;
  readonly taskTypeId: string;
  /** `yyyyMMdd`; a clip without a day is in no playlist. */
  readonly date: string | undefined;
}

const [FORBIDDEN, NOT_FOUND, NOT_ALLOWED, FAILED] = [403, 404, 405, 500] as const;

/** Where the account may not do that, the dailies are there all the same: it is said, once. */
export async function addToPlaylist(
  entry: PlaylistEntry,
  link: KitsuLink,
  signal: AbortSignal,
): Promise<void> {
  const { own } = link;
  const { date } = entry;
  const isDated = own.playlist.includes("{date}");
  if (own.playlist === "none" || (isDated && date === undefined)) return;
  const name = own.playlist.replaceAll("{date}", formatDay(date ?? "")).slice(0, LONGEST_PLAYLIST_NAME);
  await link.inTurn("playlists", async () => {
    const playlist = await retry(() => requirePlaylist(name, entry, link, signal), signal, link.retry);
    if (!playlist) {
      link.warnOnce({
        code: "playlist_refused",
        message: `Kitsu at ${link.api.host} does not let this account make playlists, so ${name} was not kept.`,
      });
      return;
    }
    if (!hasEntry(playlist, entry))
      await retry(() => putIn(playlist, entry, link, signal), signal, link.retry);
  });
}

function hasEntry({ shots }: WirePlaylist, { shotId, previewId }: PlaylistEntry): boolean {
  return shots.some(
    ({ entity_id, preview_file_id }) => entity_id === shotId && preview_file_id === previewId,
  );
}

/** Undefined where the account may not make one. */
async function requirePlaylist(
  name: string,
  { taskTypeId }: PlaylistEntry,
  { api, project }: KitsuLink,
  signal: AbortSignal,
): Promise<WirePlaylist | undefined> {
  const project_id = project.row.id;
  const purpose = {
    deed: "keep playlists",
    needs: "supervisor",
    isOfClip: true,
    accepts: [FORBIDDEN],
    signal,
  } as const;
  const find = {
    method: "GET",
    path: "/data/playlists",
    query: { project_id },
    shape: ROWS.playlists,
  } as const;
  const found = (await api.call({ ...find, ...purpose }))?.find((each) => each.name === name);
  if (found) return found;
  const body = { name, project_id, for_entity: "shot", for_client: false, task_type_id: taskTypeId };
  return api.call({ method: "POST", path: "/data/playlists", body, shape: ROWS.playlist, ...purpose });
}

/** Older servers have no route that adds, and a new revision takes the place of the one before: then the list goes whole. */
async function putIn(
  { id, name, shots }: WirePlaylist,
  { shotId, previewId }: PlaylistEntry,
  { api }: KitsuLink,
  signal: AbortSignal,
): Promise<void> {
  const entry = { entity_id: shotId, preview_file_id: previewId };
  const purpose = {
    deed: `add to the playlist ${name}`,
    needs: "supervisor",
    isOfClip: true,
    signal,
  } as const;
  const put = (shots: WirePlaylist["shots"]) =>
    api.call({
      ...{ method: "PUT", path: `/data/playlists/${id}`, body: { shots }, shape: ROWS.playlist },
      ...purpose,
    });
  if (shots.some(({ entity_id }) => entity_id === shotId)) {
    await put(shots.map((each) => (each.entity_id === shotId ? { ...each, ...entry } : each)));
    return;
  }
  const added = await api.call({
    ...{ method: "POST", path: `/actions/playlists/${id}/add-entities`, body: { entities: [entry] } },
    ...{ shape: ROWS.playlist, accepts: [NOT_FOUND, NOT_ALLOWED, FAILED], ...purpose },
  });
  if (!added) await put([...shots, entry]);
}
