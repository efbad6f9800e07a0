// `odailies annotate --explain`: what was understood of the sheets, and where each clip's values come from.
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { mergeMetadata } from "../metadata/merge-metadata.ts";
import { layRows, remoteToMatch } from "../annotate/annotate-rows.ts";
import { remoteSources } from "../annotate/sheets/merge-rows.ts";
import { type GivenSheets, readGivenSheets } from "../annotate/sheets/read-given-sheets.ts";
import { type ExplainedSheet, explainColumns } from "../annotate/explain-columns.ts";
import { type DestinationToOpen, openDestination } from "../destinations/open-destination.ts";
import { type FrameRequest, inFrame, type Run } from "./frame.ts";
import type { SheetsToMatch } from "./metadata-request.ts";
import type { RunEnded } from "./tally.ts";

export interface ExplainRequest extends SheetsToMatch {
  readonly frame: FrameRequest;
  /** Asked for its clips if it can be reached; without it clips are those that the sheets name. */
  readonly destination: DestinationToOpen | undefined;
  readonly show: (explanation: Explanation) => void;
}

export interface Explanation {
  readonly sheets: readonly ExplainedSheet[];
  /** Clip by clip, in the order of the first row of each. */
  readonly values: readonly ExplainedValue[];
}

interface ExplainedValue {
  readonly clip: string;
  readonly property: MetadataProperty;
  readonly value: MetadataValue;
  readonly source: ValueSource;
  /** Other values that weaker sources gave. */
  readonly insteadOf: readonly { readonly value: MetadataValue; readonly source: ValueSource }[];
}

interface ValueSource {
  /** `log.csv:12`. */
  readonly label: string;
  readonly column: string | undefined;
}

/** Never throws, sends nothing, writes nothing. */
export function explainSheets(request: ExplainRequest): Promise<RunEnded> {
  const destination = request.destination?.label ?? "no destination";
  return inFrame(request.frame, { source: request.sheets, destination }, (run) => explain(request, run));
}

async function explain(request: ExplainRequest, run: Run): Promise<void> {
  const { reading, match, show } = request;
  const given = await readGivenSheets(request.sheets, reading, run);
  const remote = await listClips(request, run);
  run.signal.throwIfAborted();
  const clips = remote ?? clipsOfSheets(given);
  const where = remote && request.destination ? `at ${request.destination.label}` : "that a sheet names";
  const how = { match, where, isStrict: false };
  const { matched, rows, lost, clipsWithoutRow } = layRows(
    given,
    [...clips.values()].map(remoteToMatch),
    how,
    run.emit,
  );
  run.note({ rows, lost, ...(remote && { clipsWithoutRow }) });
  show({
    sheets: given.sheets.map((sheet) => explainColumns(sheet, reading.map)),
    values: [...matched.byClip].flatMap(([clip, rows]) => {
      const known = clips.get(clip) ?? { name: clip, metadata: {} };
      const asked = { label: where, onConflict: "keep" } as const;
      const { metadata, origins, conflicts } = mergeMetadata(remoteSources(rows, known, asked));
      return (Object.entries(metadata) as [MetadataProperty, MetadataValue][]).map(([property, value]) => ({
        clip,
        property,
        value,
        source: sourceOf(origins.get(property)),
        insteadOf: conflicts
          .filter((conflict) => conflict.property === property)
          .map(({ ignored }) => ({ value: ignored.value, source: sourceOf(ignored.origin) })),
      }));
    }),
  });
}

function sourceOf(origin: { readonly label: string; readonly column?: string } | undefined): ValueSource {
  return { label: origin?.label ?? "", column: origin?.column };
}

/** A destination that cannot be asked is said, and costs only its clips' own names. */
async function listClips(
  { destination: toOpen }: ExplainRequest,
  { emit, signal }: Run,
): Promise<ReadonlyMap<string, RemoteClip> | undefined> {
  if (!toOpen) return undefined;
  try {
    const { destination, listing } = await openDestination(toOpen, { emit, signal });
    await destination.close();
    return listing.known();
  } catch (error) {
    if (!(error instanceof OdailiesError) || signal.aborted) throw error;
    emit({ type: "warning", code: error.code, message: withoutDestination(error) });
    return undefined;
  }
}

/** What is said where the clips of a destination cannot be had. */
export function withoutDestination({ message }: OdailiesError): string {
  return `${message} Clips are taken from the sheets' own names instead.`;
}

/** Every name that a row gives first, as if there were a clip of that name. */
function clipsOfSheets({ rows }: GivenSheets): ReadonlyMap<string, RemoteClip> {
  const names = rows.flatMap(({ kind, names: [name] }) => (kind === "picture" && name ? [name] : []));
  return new Map(names.map((name) => [name, { name, metadata: {} }]));
}
