// The links below a clip or a project to the pages where it can be changed.
import { html, type Html } from "./html.ts";

const LABELS = { edit: "Edit", rename: "Rename", remove: "Remove" } as const;

/** `address` is that of the clip or project; each deed has its page below it. */
export function renderDeeds(address: string, deeds: readonly (keyof typeof LABELS)[]): Html {
  return html`<p class="deeds">
    ${deeds.map((deed) => html`<a href="${address}/${deed}">${LABELS[deed]}</a> `)}
  </p>`;
}
