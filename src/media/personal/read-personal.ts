// What a file tells of place, people and equipment, by its boxes and by the tags that ffprobe found.
import type { PersonalData } from "../../domain/media-facts.ts";
import type { FfprobeReport } from "../ffprobe-report.ts";
import { eachOnce } from "./each-once.ts";
import { personalKindOf } from "./personal-tag.ts";

/** Each tag, box or track once. `inBoxes` is of ISO base media. */
export function readPersonal(
  report: FfprobeReport,
  inBoxes: readonly PersonalData[] = [],
): readonly PersonalData[] {
  const maps = [report.format?.tags, ...report.streams.map(({ tags }) => tags)];
  const inTags = maps
    .flatMap((tags) => Array.from(tags ?? []))
    .flatMap(([name, value]): PersonalData[] => {
      const kind = personalKindOf(name, value);
      // A box and the tag that ffprobe makes of it are one thing.
      return kind === undefined || inBoxes.some((found) => found.kind === kind)
        ? []
        : [{ kind, where: name }];
    });
  return eachOnce([...inBoxes, ...inTags]);
}
