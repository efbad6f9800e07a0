// A plan file as it was named, read whole, with its roots where they are on this machine.
import { resolve } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile } from "../files/read-small-file.ts";
import { planError, type PlanFile, readPlanFile } from "../plan/plan-file.ts";

/** Room for a hundred thousand clips and the largest LUT. */
const MAX_PLAN_BYTES = 256 * 1024 * 1024;

/** Throws `plan_invalid` for whatever is not a plan of this version. */
export async function readPlan(path: string): Promise<PlanFile> {
  return readPlanFile(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return (await readSmallFile(path, { maxBytes: MAX_PLAN_BYTES })).toString("utf8");
  } catch (cause) {
    const hint = "Name the file that odailies ingest --plan wrote.";
    if (cause instanceof UnfitFileError)
      throw planError(`${path} cannot be a plan: ${cause.message}.`, hint, cause);
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw planError(
      isMissing ? `There is no plan ${path}.` : `The plan ${path} cannot be read.`,
      isMissing ? hint : "Check that you may read it.",
      cause,
    );
  }
}

/** `given`: `name=path` each. Throws `usage` for a name that is no root of the plan. */
export function mapRoots(
  { roots }: Pick<PlanFile, "roots">,
  given: readonly string[],
): ReadonlyMap<string, string> {
  const mapped = new Map(Object.entries(roots));
  for (const each of given) {
    const end = each.indexOf("=");
    const name = each.slice(0, end);
    if (!mapped.has(name)) {
      throw new OdailiesError("usage", `The plan has no root ${name}.`, {
        hint: `Its roots: ${[...mapped.keys()].join(", ")}.`,
      });
    }
    mapped.set(name, resolve(each.slice(end + 1)));
  }
  return mapped;
}
