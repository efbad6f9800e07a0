// Slates that are written whole: `27/7`, scene and shot, with the take in a column of its own.
import { mapParsed, type Parsed } from "./parsed.ts";
import { parseSlate } from "./text.ts";

/**
 * `27/7` → scene 27, shot 7; `22/4/1` the same without its take; `22A-3` with take 3 → scene 22A; `22A` → scene 22A.
 * @param take of the same row, where it has one: what repeats it is no shot.
 */
export function parseWholeSlate(text: string, take?: string): Parsed<{ scene: string; shot?: string }> {
  return mapParsed(parseSlate(text), (slate) => {
    const parts = slate.split(/\s?\/\s?/);
    const [scene = "", shot = ""] = parts;
    if (parts.length === 2 || (parts.length === 3 && isTake(parts[2], take))) {
      return scene === "" || shot === "" ? { scene: slate } : { scene, shot };
    }
    const [, before, last] = /^([^/]{1,20}?)[-_ ](?:take|tk|t)?0{0,2}(\d{1,3})$/i.exec(slate) ?? [];
    return before !== undefined && isTake(last, take) ? { scene: before } : { scene: slate };
  });
}

function isTake(text: string | undefined, take: string | undefined): boolean {
  return text !== undefined && take !== undefined && text.replace(/^0+(?=\d)/, "") === take;
}

/** `27/7` beside scene 27 → 7; anything else as it is. */
export function withoutScene(slate: string, scene: string | undefined): string {
  const rest = scene !== undefined && slate.startsWith(scene) ? slate.slice(scene.length) : "";
  return /^\s?[/_-]\s?[^/]+$/.test(rest) ? rest.replace(/^\s?[/_-]\s?/, "") : slate;
}
