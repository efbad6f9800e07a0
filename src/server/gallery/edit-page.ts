// The form of a clip's values.
import { METADATA_PROPERTIES, type MetadataProperty } from "../../domain/metadata.ts";
import type { StoredClip } from "../library/clips.ts";
import { pageAddress } from "./gallery-clip.ts";
import { html, type Html } from "./html.ts";
import { renderPage } from "./page.ts";
import { labelOf } from "./property-label.ts";
import { changedText, EDITABLE_PROPERTIES, fieldText } from "./read-edit.ts";

export interface EditPage {
  readonly project: string;
  readonly clip: StoredClip;
  readonly token: string;
  /** What was sent and could not be stored, to be mended. */
  readonly sent?: URLSearchParams;
  /** Full sentences. */
  readonly problems?: readonly string[];
}

export function renderEditPage({ project, clip, token, sent, problems = [] }: EditPage): string {
  const address = pageAddress({ project, name: clip.name });
  const renderField = (property: MetadataProperty) => {
    const stored = fieldText(property, clip.metadata);
    return renderInput(property, (sent && changedText(sent, property)) ?? stored, stored);
  };
  return renderPage(
    `Edit ${clip.name}`,
    html`<main class="edit">
      <h1>${clip.name}</h1>
      ${problems.map((problem) => html`<p class="problem" role="alert">${problem}</p>`)}
      ${problems.length > 0 ? html`<p>Nothing was saved yet.</p>` : undefined}
      <form method="post" action="${address}/edit" autocomplete="off">
        <input type="hidden" name="token" value="${token}" />
        <div class="fields">${EDITABLE_PROPERTIES.map(renderField)}</div>
        <div class="send"><button>Save</button><a href="${address}">Leave it as it was</a></div>
      </form>
    </main>`,
  );
}

function renderInput(property: MetadataProperty, text: string, stored: string): Html {
  const was = html`<input type="hidden" name="was.${property}" value="${stored}" />`;
  const label = labelOf(property);
  if (METADATA_PROPERTIES[property] === "boolean") {
    const checked = text === "" ? undefined : html` checked`;
    return html`<div>
      ${was}<label class="mark"
        ><input type="checkbox" name="${property}" value="true" ${checked} />${label}</label
      >
    </div>`;
  }
  if (property === "description") {
    // Browsers drop a line break that comes first in such a field.
    const area = html`<textarea name="${property}" rows="4">${"\n"}${text}</textarea>`;
    return html`<div class="wide">${was}<label>${label} ${area}</label></div>`;
  }
  const mode = METADATA_PROPERTIES[property] === "number" ? html` inputmode="decimal"` : undefined;
  return html`<div>
    ${was}<label>${label} <input type="text" name="${property}" value="${text}" ${mode} /></label>
  </div>`;
}
