// Answers as the servers give them, short: what the readers of JSON begin with.
const ID = "a24a6ea4-ce75-4665-a070-57453082c256";

const V1 = {
  name: "A001C001",
  scene: "22A",
  circled: true,
  rating: 3,
  fps: 25,
  reelname: "A001",
  inPoint: null,
};

/** Of o/DAILIES, v1 and v2: listings, one clip, a signed address, a change, jobs, refusals. */
export const ODAILIES: readonly object[] = [
  { data: { message: { A001C001: V1, A001C002: { name: "A001C002" } } } },
  { data: [V1, { name: "A001C002", timecode: "10:00:00:00", date: "20261120" }] },
  { data: V1 },
  { url: "https://storage.example/b/A.mp4?X-Goog-Signature=1f", expiresAt: "2026-11-20T10:00:00.000Z" },
  { data: { message: { url: "https://storage.example/b/A.mp4" } } },
  { updated: 1, projectId: "P1", names: ["A001C001"] },
  { data: [{ id: "j1", name: "transcode", state: "done", startDate: "2026-11-20T10:00:00Z" }] },
  { error: { message: "Insufficient permissions" } },
];

const shot = {
  id: ID,
  name: "22A-4-1",
  description: "rain",
  data: { odailies: { clip: "A001C001", graded: { bytes: 4, xxh64: "00000000deadbeef" } }, take: "1" },
  sequence_name: "22",
  tasks: [{ id: ID, task_type_id: ID }],
};
/** Of Kitsu's Zou: rows of every kind, and refusals of its versions. */
export const KITSU: readonly object[] = [
  [{ id: ID, name: "Show", production_type: "tvshow", task_types: [ID], task_statuses: [ID] }],
  [{ id: ID, name: "Dailies", for_entity: "Shot", short_name: "wfa", is_feedback_request: true }],
  [{ entity_type: "Shot", field_name: "take" }],
  [shot],
  shot,
  [{ id: ID, text: "A001C001 graded", previews: [{ id: ID }] }],
  { id: ID, status: "ready", original_name: "A001C001", revision: 1, data: { odailies: {} } },
  [{ id: ID, name: "Dailies 20 Nov", shots: [{ entity_id: ID, preview_file_id: null }] }],
  { api: "Zou", version: "1.0.20" },
  {
    message: { name: ["is too long"] },
    data: { reason: "x", errors: [{ field: "name", message: "is taken" }] },
  },
  { login: true, access_token: "a.b.c", refresh_token: "d.e.f", two_factor_authentication_required: false },
];

const timecode = { fmt: 25, frm: 900_000, secs: 36_000, txt: "10:00:00:00" };
/** Of CatDV: its envelope around sessions, catalogues, definitions, stores, clips and uploads. */
export const CATDV: readonly object[] = [
  { status: "OK", data: { key: "7a7b", jsessionid: "F1", sessionId: "F1" } },
  { status: "OK", data: { catdvServer: { apiVersion: 8, serverVersion: "10.0" } } },
  { status: "OK", data: [{ ID: 27, name: "Dailies", groupID: 2, groupName: "Camera" }] },
  { status: "OK", data: [{ identifier: "U1", name: "Scene", isEditable: true }] },
  {
    status: "OK",
    data: [
      {
        ID: 3,
        name: "SAN",
        paths: [{ path: "/san", pathOrder: 0, pathType: { mediaType: "hires", target: "web" } }],
      },
    ],
  },
  {
    status: "OK",
    data: {
      totalItems: 1,
      offset: 0,
      items: [
        {
          ID: 9,
          name: "A001C001",
          clipref: "odailies-1",
          catalogID: 27,
          in: timecode,
          out: timecode,
          fps: 25,
          media: { filePath: "/san/A.mov" },
          fields: { scene: "22A" },
          userFields: { U1: "22A" },
          markers: [{ name: "In", category: "Event", in: timecode }],
        },
      ],
    },
  },
  { status: "OK", data: { ticket: "t1", bytesUploaded: 12 } },
  { status: "ERROR", errorMessage: "Bad session", data: null },
];

const media = {
  id: "m1",
  name: "A.mp4",
  filetype: "video",
  size: 4,
  duration: 254_016_000_000,
  status: "ready",
};
/** Of the HTML5 editor's library: listing, entry, what was made, version, state, refusals. */
export const EDITOR: readonly object[] = [
  { entries: [{ id: "f1", name: "Scene 22", filetype: "folder" }, media] },
  { ...media, error: null },
  { id: "m1" },
  { version: "1.0.2006.18" },
  { status: "convert", error: { type: "unsupported", title: "no", message: "not this one" } },
  { error: "There is no such file" },
];
