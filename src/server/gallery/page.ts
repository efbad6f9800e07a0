// The frame of every page of the gallery, and the headers that keep foreign things out of it.
import { createHash } from "node:crypto";
import { html, type Html } from "./html.ts";
import { STYLE } from "./style.ts";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

const policyWith = (formAction: "'none'" | "'self'") =>
  [
    "default-src 'none'",
    "img-src 'self' data:",
    "media-src 'self'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join("; ");

/** No script at all, no other site, no frame around it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policyWith("'none'"),
  "Cache-Control": "no-cache",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Of pages with a form; without a referrer at all, browsers would not say from which page a form comes. */
export const FORM_PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  "Content-Security-Policy": policyWith("'self'"),
  "Cache-Control": "no-store",
  "Referrer-Policy": "same-origin",
};

// A slate's clapper, so that browsers do not ask for /favicon.ico.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6' fill='none' stroke='%23e0a458' stroke-width='2'/%3E%3C/svg%3E";

export function renderPage(title: string, body: Html): string {
  const style: Html = { markup: `<style>${STYLE}</style>` };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>${title}</title>
        <link rel="icon" href="${{ markup: ICON }}" />
        ${style}
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}

/** Where a page leads next. */
export interface NextPage {
  readonly address: string;
  readonly label: string;
}

export function renderNotice(
  title: string,
  text: string,
  next: NextPage = { address: "/", label: "All clips" },
): string {
  return renderPage(
    title,
    html`<main class="notice">
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="${next.address}">${next.label}</a></p>
    </main>`,
  );
}
