// The catalogue that clips go to, and how it keeps what is known of them: asked once, when a run begins.
import { OdailiesError } from "../../domain/errors.ts";
import type { MetadataProperty } from "../../domain/metadata.ts";
import { readCatalogues, readFieldDefinitions, readMediaStores, type WireCatalogue } from "./api.ts";
import { type CallApi, requireRead } from "./call-api.ts";
import { pairStores, type StorePair } from "./media-place.ts";
import { findFields, findIdentifier } from "./user-fields.ts";

export interface Catalogue {
  readonly id: number;
  readonly identifiers: ReadonlyMap<MetadataProperty, string>;
  /** User field that holds where the LOG file is. */
  readonly logIdentifier: string | undefined;
  /** Fields that were asked for and are not there, or that nobody may edit. */
  readonly missing: readonly string[];
  readonly pairs: readonly StorePair[];
}

export interface Wanted {
  /** The catalogue's name. */
  readonly name: string;
  readonly fields: ReadonlyMap<MetadataProperty, string>;
  readonly logField: string | undefined;
  /** Will files be placed by path? Else nobody asks for media stores. */
  readonly needsStores: boolean;
}

/** Throws `project_not_found` and `permission_missing` besides what `CallApi` throws. */
export async function openCatalogue(
  call: CallApi,
  { name, fields, logField, needsStores }: Wanted,
  signal: AbortSignal,
): Promise<Catalogue> {
  const ask = async <Found>(
    path: string,
    query: Record<string, string>,
    what: string,
    read: (data: unknown) => Found | undefined,
  ) => requireRead(await call({ method: "GET", path, query, signal }), what, read);
  const basicInfo = { include: "onlyBasicInfo" };
  const catalogues = await ask("/catalogs", basicInfo, "its catalogues", readCatalogues);
  const { ID: id } = requireCatalogue(catalogues, name);
  const definitions = await ask("/fields", { include: "clip" }, "its fields", readFieldDefinitions);
  const { identifiers, missing } = findFields(fields, definitions);
  const logIdentifier = logField === undefined ? undefined : findIdentifier(logField, definitions);
  const isLogMissing = logField !== undefined && logIdentifier === undefined;
  const stores = needsStores ? await ask("/mediastores", {}, "its media stores", readMediaStores) : [];
  return {
    id,
    identifiers,
    logIdentifier,
    missing: isLogMissing ? [...missing, logField] : missing,
    pairs: pairStores(stores),
  };
}

function requireCatalogue(catalogues: readonly WireCatalogue[], name: string): WireCatalogue {
  const isNamed = (each: WireCatalogue) => each.name.normalize("NFC") === name.normalize("NFC");
  const [found, another] = catalogues.filter(isNamed);
  if (!found)
    throw new OdailiesError("project_not_found", `CatDV has no catalogue ${name} that this user sees.`, {
      hint: "Check --project: it is the catalogue's name, spelled as in CatDV.",
    });
  if (another)
    throw new OdailiesError("project_not_found", `CatDV has several catalogues called ${name}.`, {
      hint: "Give the catalogue a name of its own in CatDV.",
    });
  if (found.readOnly === true)
    throw new OdailiesError("permission_missing", `CatDV's catalogue ${name} may only be read.`, {
      hint: "Ask CatDV's administrator to make the catalogue writable for this user.",
    });
  return found;
}
