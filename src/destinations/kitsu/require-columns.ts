// Columns of the shots of a project: what has none, nobody would see. Made where the account may, named where not.
import type { MetadataProperty } from "../../domain/metadata.ts";
import { retry } from "../../net/retry.ts";
import { ROWS } from "./api.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { type Descriptor, descriptorOf } from "./map.ts";

const [BAD_REQUEST, FORBIDDEN, FAILED] = [400, 403, 500] as const;

/** Gives back those of `properties` that have no column and cannot get one. */
export async function requireColumns(
  properties: readonly MetadataProperty[],
  link: KitsuLink,
  signal: AbortSignal,
): Promise<ReadonlySet<MetadataProperty>> {
  const without = new Set<MetadataProperty>();
  await link.inTurn("columns", async () => {
    for (const property of properties) {
      const descriptor = descriptorOf(property);
      if (!descriptor || link.project.columns.has(descriptor.key)) continue;
      if (await makeColumn(descriptor, link, signal)) link.project.columns.add(descriptor.key);
      else without.add(property);
    }
  });
  return without;
}

/** False where the account may not. One that is there already is refused: by 400, by older servers with a crash. */
async function makeColumn(
  { name, key, type }: Descriptor,
  { api, retry: how, project }: KitsuLink,
  signal: AbortSignal,
): Promise<boolean> {
  const path = `/data/projects/${project.row.id}/metadata-descriptors`;
  const body = { entity_type: "Shot", name, data_type: type, choices: [], for_client: true, departments: [] };
  const purpose = { deed: `make the column ${name}`, isOfClip: true, signal } as const;
  const attempt = async () => {
    const accepts = [BAD_REQUEST, FORBIDDEN, FAILED];
    const made = await api.call({ method: "POST", path, body, shape: ROWS.anything, accepts, ...purpose });
    if (made !== undefined) return true;
    const rows = (await api.call({ method: "GET", path, shape: ROWS.descriptors, ...purpose })) ?? [];
    return rows.some(({ entity_type, field_name }) => entity_type === "Shot" && field_name === key);
  };
  return retry(attempt, signal, how);
}
