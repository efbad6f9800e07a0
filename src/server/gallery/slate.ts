// Scene, shot and take as on a slate; a circled take has its circle, as in the camera report.
import type { ClipMetadata } from "../../domain/metadata.ts";
import { html, type Html } from "./html.ts";

/** Nothing where no part is known and the take is not circled. */
export function renderSlate(metadata: ClipMetadata): Html | undefined {
  const { scene, shot, take, circled } = metadata;
  const parts = [scene, shot].filter((part) => part !== undefined && part !== "");
  if (parts.length === 0 && !take && !circled) return undefined;
  const slash = html`<span class="slash">/</span>`;
  const before = parts.map((part) => html`${part}${slash}`);
  const mark = circled ? html`<span class="hidden"> circled</span>` : undefined;
  return html`${before}<span class="take${circled ? " circled" : ""}">${take || "–"}${mark}</span>`;
}
