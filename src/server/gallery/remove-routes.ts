// …/remove: asks with all that would go, then removes.
import type { FastifyInstance } from "fastify";
import type { ServerContext } from "../server-context.ts";
import { requireFormToken } from "./admit-form.ts";
import { renderAskPage } from "./ask-page.ts";
import { formTokenOf, type SignedForm } from "./form-token.ts";
import { html } from "./html.ts";
import type { ItemParams, ItemRoutes, LibraryItem } from "./library-item.ts";
import { sendPage } from "./send-page.ts";

export function addRemoveRoutes(
  app: FastifyInstance,
  context: ServerContext,
  { url, find }: ItemRoutes,
): void {
  const { library, clock } = context;
  app.get<{ Params: ItemParams }>(`${url}/remove`, async ({ params }, reply) => {
    const item = find(library, params);
    const token = formTokenOf(library, signedForm(item), clock());
    return sendPage(reply, renderRemovePage(item, token));
  });
  app.post<{ Params: ItemParams; Body: URLSearchParams }>(
    `${url}/remove`,
    async ({ params, body }, reply) => {
      const item = find(library, params);
      requireFormToken(context, signedForm(item), body);
      await item.remove();
      return reply.redirect("/", 303);
    },
  );
}

function signedForm({ address, state }: LibraryItem): SignedForm {
  return { address: `${address}/remove`, shown: state };
}

function renderRemovePage(item: LibraryItem, token: string): string {
  return renderAskPage({
    title: `Remove ${item.title}?`,
    body: html`<p>This goes with it, and cannot be brought back:</p>
      <ul>
        ${item.parts.map((part) => html`<li>${part}</li>`)}
      </ul>
      <p>${item.removeNote}</p>`,
    form: html`<form method="post" action="${item.address}/remove">
      <input type="hidden" name="token" value="${token}" />
      <div class="send">
        <button class="danger">Remove ${item.title}</button><a href="${item.shownAt}">Keep it</a>
      </div>
    </form>`,
  });
}
