// What servers answer, with other values than were promised: understood, or found to be none.
import * as catdv from "../../src/destinations/catdv/api.ts";
import { planChange, readMetadata } from "../../src/destinations/catdv/map.ts";
import { pairStores } from "../../src/destinations/catdv/media-place.ts";
import { findFields, wantedFields } from "../../src/destinations/catdv/user-fields.ts";
import * as editor from "../../src/destinations/html5-editor/api.ts";
import * as kitsu from "../../src/destinations/kitsu/api.ts";
import { isDelivered, readMarks, readShot } from "../../src/destinations/kitsu/map.ts";
import * as odailies from "../../src/destinations/odailies/api.ts";
import { readJob, readJobs } from "../../src/destinations/odailies/jobs.ts";
import { findSeenKeys, readClip } from "../../src/destinations/odailies/map.ts";
import { parseJson } from "../../src/net/parse-json.ts";
import { CATDV, EDITOR, KITSU, ODAILIES } from "../support/fuzz-answers.ts";
import { fuzzReader } from "../support/fuzz-reader.ts";
import { mutatedJson } from "../support/mutated-json.ts";

const fuzzAnswers = (name: string, answers: readonly object[], read: (json: unknown) => void) =>
  fuzzReader(name, {
    samples: answers.map((answer) => Buffer.from(JSON.stringify(answer))),
    mutated: mutatedJson,
    read: (bytes) => read(parseJson(bytes.toString("utf8"), "server.example")),
  });

fuzzAnswers("json-odailies", ODAILIES, (json) => {
  for (const clips of [odailies.readV1Listing(json), odailies.readV2Listing(json)]) {
    findSeenKeys(clips ?? []);
    for (const clip of clips ?? []) readClip(clip);
  }
  const clip = odailies.readV2Clip(json);
  if (clip) readClip(clip);
  odailies.readPatchAnswer(json);
  odailies.readSignedUpload(json);
  odailies.readErrorMessage(json);
  odailies.isRefusalInside(json);
  readJobs(json);
  readJob(json, "1");
});

fuzzAnswers("json-kitsu", KITSU, (json) => {
  for (const rows of Object.values(kitsu.ROWS)) rows.safeParse(json);
  for (const shot of kitsu.ROWS.shots.safeParse(json).data ?? []) {
    readShot(shot);
    readMarks(shot);
    isDelivered(shot);
  }
  kitsu.readMessage(json);
  kitsu.needsSecondFactor(json);
});

fuzzAnswers("json-catdv", CATDV, (json) => {
  const data = catdv.readEnvelope(json)?.data;
  const definitions = catdv.readFieldDefinitions(data) ?? [];
  const clips = [catdv.readWireClip(data) ?? [], catdv.readClipPage(data)?.clips ?? []].flat();
  const { identifiers } = findFields(wantedFields({}), definitions);
  const places = { identifiers, circled: "marked", hasInMarker: true, userFieldsKey: "fields" } as const;
  for (const clip of clips) planChange(clip, readMetadata(clip, places), places);
  pairStores(catdv.readMediaStores(data) ?? []);
  catdv.readCatalogues(data);
  catdv.readSessionKey(data);
  catdv.readSessionId(data);
  catdv.readApiVersion(data);
  catdv.readId(data);
  catdv.readTicket(data);
  catdv.readBytesUploaded(data);
});

fuzzAnswers("json-html5-editor", EDITOR, (json) => {
  editor.readListing(json);
  editor.readEntry(json);
  editor.readId(json);
  editor.readVersion(json);
  editor.readStatus(json);
  editor.readError(json);
});
