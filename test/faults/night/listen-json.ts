// Holds what a run said as JSON lines against what was so when it said it.
import { findJsonFaults, type JsonLine } from "../../support/json-contract.ts";
import type { Heard } from "./cart.ts";
import { first, type Hearing, same, type Verdict } from "./hearing.ts";
import { type ClipTruth, isUp } from "./truth.ts";

interface FileLine {
  readonly role: string;
  readonly key: string;
  readonly bytes: number;
  readonly md5: string;
}

export function listenToJson(hearing: Hearing): readonly string[] {
  const { heard, args, exitCode } = hearing.spoken;
  const said = heard
    .filter(({ from }) => from === "stdout")
    .map((each) => ({ each, line: JSON.parse(each.text) as JsonLine }));
  const { command } = hearing;
  const faults = findJsonFaults(
    said.map(({ line }) => line),
    { command, exitCode },
  );
  const lies = said.flatMap(({ each, line }) => {
    const wrong = holdLine(line, each, hearing);
    return wrong === undefined ? [] : [`“${each.text}”: ${wrong}`];
  });
  return [...faults, ...lies].map((fault) => `${args.slice(0, 2).join(" ")} --json: ${fault}`);
}

function holdLine(line: JsonLine, heard: Heard, hearing: Hearing): Verdict {
  if (line.type === "clip") return holdClip(line, heard, hearing);
  if (line.type === "result") return holdResult(line, heard, hearing);
  if (line.type === "warning" && line["code"] === "waiting")
    return heard.moment.isCut ? undefined : "the line is not cut";
  return undefined;
}

function holdClip(line: JsonLine, { moment }: Heard, hearing: Hearing): Verdict {
  const name = String(line["clip"]);
  if (hearing.command === "clips") return same("fields", line["metadata"], moment.clips.get(name));
  const files = line["files"] as readonly FileLine[];
  const wrong = files.flatMap(
    ({ key, bytes, md5 }) => same(key, { bytes, md5 }, moment.files.get(key)) ?? [],
  );
  const fields = moment.clips.get(name) ?? {};
  const sent = Object.entries(line["metadata"] as object).flatMap(
    ([property, value]) => same(property, value, fields[property]) ?? [],
  );
  const changes = (
    (line["changes"] ?? []) as readonly { property: string; old: unknown; new: unknown }[]
  ).flatMap(
    ({ property, old, new: value }) =>
      first(
        same(`${property} before`, old, hearing.spoken.before.clips.get(name)?.[property] ?? null),
        same(`${property} now`, value, fields[property] ?? null),
      ) ?? [],
  );
  const clip = hearing.clip(moment, name);
  return first(
    ...wrong,
    ...sent,
    ...changes,
    clip && holdStanding(line, clip),
    clip && holdStatus(line, clip, hearing),
  );
}

function holdStatus({ status }: JsonLine, clip: ClipTruth, { command }: Hearing): Verdict {
  if (command === "annotate") return undefined;
  const isGood = status === "done" || status === "skipped";
  return isGood === isUp(clip) ? undefined : `${clip.name} is ${isUp(clip) ? "" : "not "}up`;
}

/** What `status` knows of each file. */
function holdStanding(line: JsonLine, clip: ClipTruth): Verdict {
  const { uploaded, missing, made, listed, slate } = line as Record<string, unknown>;
  if (!Array.isArray(uploaded) || !Array.isArray(missing) || !Array.isArray(made)) return undefined;
  const { scene, shot, take, circled } = clip.fields;
  const not = clip.owes.filter((role) => !clip.has.includes(role));
  return first(
    same("uploaded", uploaded.toSorted(), clip.isListed ? clip.has.toSorted() : []),
    same("missing", [...missing, ...made].toSorted(), not.toSorted()),
    same("listed", listed, clip.isListed),
    same("slate", slate, JSON.parse(JSON.stringify({ scene, shot, take, circled }))),
  );
}

function holdResult(line: JsonLine, { moment }: Heard, hearing: Hearing): Verdict {
  const { command, spoken } = hearing;
  const counts = line["counts"] as Readonly<Record<string, number>>;
  const clips = hearing.clips(moment);
  const isDelivery = command === "ingest";
  return first(
    isDelivery ? same("bytes sent", line["bytes_uploaded"], spoken.sentBytes) : undefined,
    isDelivery || command === "status"
      ? same(
          "clips up",
          [(counts["done"] ?? 0) + (counts["skipped"] ?? 0), counts["found"]],
          [clips.filter(isUp).length, clips.length],
        )
      : undefined,
    command === "status" ? same("complete", line["exit_code"] === 0, clips.every(isUp)) : undefined,
  );
}
