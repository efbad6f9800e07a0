// The sequence that a shot belongs to: its scene, or what else the show sorts by; without one, Kitsu shows no shot.
import { formatDay } from "../../domain/format-day.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { ROWS } from "./api.ts";
import { notUnderstood } from "./api-error.ts";
import { callKitsu } from "./call-kitsu.ts";
import type { KitsuLink } from "./kitsu-link.ts";
import { LONGEST_NAME } from "./map.ts";

/** Undefined where nothing is known to sort by. */
export function sequenceOf(metadata: ClipMetadata, { own }: Pick<KitsuLink, "own">): string | undefined {
  const value = metadata[own.sequence];
  if (value === undefined || value === "") return undefined;
  return (own.sequence === "date" ? formatDay(value) : value).slice(0, LONGEST_NAME);
}

/** Its id. Zou gives back what is there already; made twice at once, there would be two all the same. */
export function requireSequence(name: string, link: KitsuLink, signal: AbortSignal): Promise<string> {
  return link.inTurn("sequences", () => findOrMake(name, link, signal));
}

async function findOrMake(name: string, link: KitsuLink, signal: AbortSignal): Promise<string> {
  const { api, project, own, sequences } = link;
  const known = sequences.get(name);
  if (known !== undefined) return known;
  const make = (what: "sequences" | "episodes", body: object) =>
    callKitsu(link, {
      ...{ method: "POST", path: `/data/projects/${project.row.id}/${what}`, body, shape: ROWS.named },
      ...{ deed: `make the ${what.slice(0, -1)} of ${name}`, isOfClip: true, signal },
    });
  if (project.row.production_type === "tvshow" && own.episode === undefined)
    throw noEpisode(project.row.name);
  const episode = own.episode === undefined ? undefined : await make("episodes", { name: own.episode });
  const made = await make("sequences", { name, ...(episode && { episode_id: episode.id }) });
  if (made?.name !== name) throw notUnderstood(api.host);
  sequences.set(name, made.id);
  return made.id;
}

function noEpisode(project: string): OdailiesError {
  return new OdailiesError(
    "config_invalid",
    `${project} is a series, and no episode was named for its dailies.`,
    {
      hint: "Set episode of [destinations.kitsu].",
    },
  );
}
