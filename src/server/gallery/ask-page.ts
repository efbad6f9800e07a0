// A page that asks before something is done.
import { html, type Html } from "./html.ts";
import { renderPage } from "./page.ts";

export interface Asked {
  readonly title: string;
  readonly body: Html;
  readonly form: Html;
}

export function renderAskPage({ title, body, form }: Asked): string {
  return renderPage(
    title,
    html`<main class="ask">
      <h1>${title}</h1>
      ${body} ${form}
    </main>`,
  );
}
