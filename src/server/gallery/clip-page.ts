// The page of one clip: the picture, the switch between graded and LOG, what is known about it.
import { formatDay } from "../../domain/format-day.ts";
import { METADATA_PROPERTY_NAMES, type MetadataProperty } from "../../domain/metadata.ts";
import { formatSize } from "./format-size.ts";
import { formatDuration, type GalleryClip, mediaAddress, pageAddress } from "./gallery-clip.ts";
import { html, type Html } from "./html.ts";
import { renderPage } from "./page.ts";
import { labelOf } from "./property-label.ts";
import { renderDeeds } from "./render-deeds.ts";
import { renderSlate } from "./slate.ts";

/** What is shown elsewhere on the page, or says nothing to a viewer. */
const LEFT_OUT: ReadonlySet<MetadataProperty> = new Set(["scene", "shot", "take", "circled"]);

export interface ClipPage {
  readonly clip: GalleryClip;
  readonly source: "graded" | "log";
  readonly previous: GalleryClip | undefined;
  readonly next: GalleryClip | undefined;
  /** Whoever looks may change it. */
  readonly mayChange: boolean;
}

export function renderClipPage({ clip, source, previous, next, mayChange }: ClipPage): string {
  const shown = clip.hasLog ? source : "graded";
  return renderPage(
    `${clip.name} – ${clip.project}`,
    html`<main class="clip">
      <nav>
        <a href="/">All clips</a>
        <span>${renderStep(previous, "Previous")}${renderStep(next, "Next")}</span>
      </nav>
      <video
        controls
        playsinline
        preload="none"
        src="${mediaAddress(clip, shown)}"
        poster="${mediaAddress(clip, "thumbnail")}"
      ></video>
      <div class="under">
        <h1>${clip.name}</h1>
        <span class="slate">${renderSlate(clip.metadata)}</span>
        ${clip.hasLog ? renderSwitch(clip, shown) : undefined}
      </div>
      <dl>${METADATA_PROPERTY_NAMES.map((property) => renderProperty(clip, property))}</dl>
      ${mayChange ? renderDeeds(pageAddress(clip), ["edit", "rename", "remove"]) : undefined}
    </main>`,
  );
}

function renderStep(clip: GalleryClip | undefined, label: string): Html | undefined {
  return clip && html`<a href="${pageAddress(clip)}" title="${clip.name}">${label}</a>`;
}

function renderSwitch(clip: GalleryClip, shown: "graded" | "log"): Html {
  const link = (source: "graded" | "log", label: string) =>
    html`<a href="${pageAddress(clip, source)}" ${shown === source ? html` aria-current="true"` : undefined}
      >${label}</a
    >`;
  return html`<span class="switch">${link("graded", "Graded")}${link("log", "LOG")}</span>`;
}

function renderProperty(clip: GalleryClip, property: MetadataProperty): Html {
  const value = clip.metadata[property];
  if (LEFT_OUT.has(property) || value === undefined || value === "") return html``;
  const isWide = property === "description" || property === "libraryPath";
  return html`<div${isWide ? html` class="wide"` : undefined}>
    <dt>${labelOf(property)}</dt>
    <dd>${formatValue(property, value)}</dd>
  </div>`;
}

function formatValue(property: MetadataProperty, value: string | number | boolean): string {
  const text = String(value);
  if (property === "date") return formatDay(text);
  if (property === "duration") return formatDuration(Number(value));
  if (property === "fileSize") return formatSize(Number(value));
  return text;
}
