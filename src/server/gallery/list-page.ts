// The first page: every project with its clips in a table.
import type { ProjectSummary } from "../library/projects.ts";
import {
  formatDuration,
  type GalleryClip,
  mediaAddress,
  pageAddress,
  projectAddress,
} from "./gallery-clip.ts";
import { html, type Html } from "./html.ts";
import { renderPage } from "./page.ts";
import { renderDeeds } from "./render-deeds.ts";
import { renderSlate } from "./slate.ts";

export interface ProjectSection {
  readonly project: ProjectSummary;
  readonly clips: readonly GalleryClip[];
}

/** With links to what can be done to a project where whoever looks `mayChange` it. */
export function renderListPage(sections: readonly ProjectSection[], mayChange: boolean): string {
  const empty = html`<p class="empty">
    Nothing here yet. Clips appear as soon as the first one has been delivered to this library.
  </p>`;
  return renderPage(
    "Dailies",
    html`<main>
      <div class="brand">
        <h1>Dailies</h1>
        <span class="quiet">local library</span>
      </div>
      ${sections.length === 0 ? empty : sections.map((section) => renderSection(section, mayChange))}
    </main>`,
  );
}

function renderSection({ project, clips }: ProjectSection, mayChange: boolean): Html {
  const circled = clips.filter((clip) => clip.metadata.circled).length;
  const count = `${clips.length} ${clips.length === 1 ? "clip" : "clips"}`;
  const table = html`<table>
    <thead>
      <tr>
        <th><span class="hidden">Picture</span></th>
        <th>Clip</th>
        <th>Scene, shot, take</th>
        <th>Timecode</th>
        <th>Duration</th>
      </tr>
    </thead>
    <tbody>
      ${clips.map(renderRow)}
    </tbody>
  </table>`;
  return html`<section class="project">
    <header>
      <h2>${project.id}</h2>
      <span class="quiet">${count}${circled > 0 ? `, ${circled} circled` : ""}</span>
      ${mayChange ? renderDeeds(projectAddress(project.id), ["rename", "remove"]) : undefined}
    </header>
    ${clips.length > 0 ? table : html`<p class="empty">No clips yet.</p>`}
  </section>`;
}

function renderRow(clip: GalleryClip): Html {
  const { metadata } = clip;
  const sources = clip.hasLog ? html`<span class="sources">Graded and LOG</span>` : undefined;
  const address = pageAddress(clip);
  return html`<tr>
    <td class="picture">
      <a href="${address}" tabindex="-1" aria-hidden="true"
        ><img
          class="still"
          src="${mediaAddress(clip, "thumbnail")}"
          alt=""
          loading="lazy"
          width="128"
          height="72"
      /></a>
    </td>
    <td class="title">
      <a href="${address}"><span class="name">${clip.name}</span></a
      >${sources}
    </td>
    <td class="slate">${renderSlate(metadata)}</td>
    <td class="timecode">${metadata.timecode}</td>
    <td class="length">${formatDuration(metadata.duration)}</td>
  </tr>`;
}
