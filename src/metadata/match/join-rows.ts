// Several rows of one sheet that speak of one clip: they tell one take, takes one after another, or nothing for sure.
import { METADATA_PROPERTY_NAMES, type MetadataProperty, type MetadataValue } from "../../domain/metadata.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { sameValue } from "../same-value.ts";
import { isSameSlate, isSlateWithin, slateKeys } from "../slate.ts";
import { seriesTake } from "./series-take.ts";

export interface JoinedRows<Row extends MetadataRow> {
  /** What all of them say; where they differ it says nothing. Its line is the first one's. */
  readonly row: Row;
  /** What they say differently, without the times at which they begin. */
  readonly differing: readonly MetadataProperty[];
}

/**
 * Undefined where they tell different takes and none of them can be believed: no take is ever made up of two rows. Takes
 * that follow each other in time (the camera ran on) are told together, `1-3`.
 */
export function joinRows<Row extends MetadataRow>(rows: readonly Row[]): JoinedRows<Row> | undefined {
  const [first, ...others] = rows;
  if (!first) return undefined;
  if (others.length === 0) return { row: first, differing: [] };
  const fullest = rows.reduce((a, b) => (slateKeys(b.metadata).size > slateKeys(a.metadata).size ? b : a));
  if (rows.every((row) => isSlateWithin(row.metadata, fullest.metadata))) return joinAgreeing(first, rows);
  const take = seriesTake(rows);
  if (take === undefined) return undefined;
  const { row, differing } = joinAgreeing(first, rows);
  const metadata = { ...row.metadata, take };
  return { row: { ...row, metadata }, differing: differing.filter((property) => property !== "take") };
}

function joinAgreeing<Row extends MetadataRow>(first: Row, rows: readonly Row[]): JoinedRows<Row> {
  const metadata: Partial<Record<MetadataProperty, MetadataValue>> = {};
  const origin = new Map<MetadataProperty, string>();
  const differing: MetadataProperty[] = [];
  for (const property of METADATA_PROPERTY_NAMES) {
    const said = rows.filter((row) => row.metadata[property] !== undefined);
    const value = said[0]?.metadata[property];
    if (value === undefined) continue;
    const agree = said.every((row) => isSame(property, row.metadata[property] ?? value, value));
    if (!agree || (property === "circled" && value === true && rows.some((row) => row.isUncircled))) {
      if (property !== "timecode") differing.push(property);
      continue;
    }
    metadata[property] = value;
    const column = said[0]?.origin.get(property);
    if (column !== undefined) origin.set(property, column);
  }
  const { isUncircled: _, cdl: _cdl, curve: _curve, ...rest } = first;
  const [cdl, curve] = [agreed(rows.map((row) => row.cdl)), agreed(rows.map((row) => row.curve))];
  const row = {
    ...rest,
    names: [...new Set(rows.flatMap(({ names }) => names))],
    ...(cdl !== undefined && { cdl }),
    ...(curve !== undefined && { curve }),
    ...(rows.every((one) => one.isUncircled) && { isUncircled: true }),
    metadata,
    origin,
  };
  return { row: row as unknown as Row, differing };
}

function isSame(property: MetadataProperty, a: MetadataValue, b: MetadataValue): boolean {
  return sameValue(property, a, b) || isSameSlate({ [property]: a }, { [property]: b });
}

/** The one value that all have who have any. */
function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  const said = values.filter((value) => value !== undefined);
  return new Set(said.map((value) => JSON.stringify(value))).size === 1 ? said[0] : undefined;
}
