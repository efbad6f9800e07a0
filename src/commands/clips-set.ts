// `odailies clips set <name> Property=value…`: exactly these fields of one clip, old → new shown first.
import type { Destination } from "../destinations/destination.ts";
import type { PatchReport, RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { MetadataChange } from "../domain/events.ts";
import { type ClipMetadata, METADATA_PROPERTY_NAMES } from "../domain/metadata.ts";
import { renderNote, renderObjects } from "../render/render-result.ts";
import { changesSentence } from "../render/value-text.ts";
import { clipObject } from "./clip-object.ts";
import type { CommandCall } from "../setup/command-call.ts";
import { findClip, notListed } from "./find-clips.ts";
import { readProperties } from "./read-properties.ts";
import { withListing } from "../setup/with-destination.ts";

/** Throws `clip_not_listed`, and `metadata_refused` where the service or its API version did not take every field. */
export async function setClip(call: CommandCall): Promise<number> {
  const [name = "", ...words] = call.args;
  const metadata = readProperties(words);
  return withListing(call, async (destination, clips) => {
    const clip = findClip(clips, name);
    if (!clip) throw notListed(clips, [name], destination.label);
    return patchClip(destination, clip, metadata, call);
  });
}

async function patchClip(
  destination: Destination,
  clip: RemoteClip,
  metadata: ClipMetadata,
  { streams, signal, resolved: { config } }: CommandCall,
): Promise<number> {
  if (!config.quiet) renderNote(`${clip.name}  ${changesSentence(changesOf(clip, metadata))}`, streams);
  const report = await destination.patch([{ name: clip.name, metadata }], signal);
  const taken = report.patched.get(clip.name) ?? {};
  const refusal = describeRefusal(clip.name, report);
  if (config.json) {
    renderObjects(
      "clip",
      [clipObject({ name: clip.name, metadata: { ...clip.metadata, ...taken } }, destination.label)],
      streams,
    );
  }
  if (refusal) throw refusal;
  const count = Object.keys(taken).length;
  if (!config.quiet) renderNote(`${count} ${count === 1 ? "field" : "fields"} set.`, streams);
  return 0;
}

function changesOf(clip: RemoteClip, metadata: ClipMetadata): MetadataChange[] {
  return METADATA_PROPERTY_NAMES.flatMap((property) => {
    const value = metadata[property];
    return value === undefined ? [] : [{ property, old: clip.metadata[property], new: value }];
  });
}

function describeRefusal(name: string, { refused, unsupported }: PatchReport): OdailiesError | undefined {
  const [refusal] = refused;
  if (refusal) {
    return new OdailiesError("metadata_refused", `The service did not take ${name}: ${refusal.message}`, {
      hint: "Mend the value that it names, then run the same command again.",
    });
  }
  const left = unsupported.get(name) ?? [];
  if (left.length === 0) return undefined;
  return new OdailiesError(
    "metadata_refused",
    `This version of the API cannot hold ${left.join(", ")} of ${name}; what else was given is set.`,
    { hint: "Use --api-version auto, which sends each field by the version that knows it." },
  );
}
