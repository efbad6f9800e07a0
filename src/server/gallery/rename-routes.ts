// …/rename: asks for the new name, says what it will be called by it, then renames.
import type { FastifyInstance } from "fastify";
import { OdailiesError } from "../../domain/errors.ts";
import type { ServerContext } from "../server-context.ts";
import { requireFormToken } from "./admit-form.ts";
import { renderAskPage } from "./ask-page.ts";
import { formTokenOf, type SignedForm } from "./form-token.ts";
import { html } from "./html.ts";
import type { ItemParams, ItemRoutes, LibraryItem } from "./library-item.ts";
import { PageRefusal } from "./page-refusal.ts";
import { sendPage } from "./send-page.ts";

export function addRenameRoutes(
  app: FastifyInstance,
  context: ServerContext,
  { url, find }: ItemRoutes,
): void {
  const { library, clock } = context;
  app.get<{ Params: ItemParams; Querystring: { to?: unknown } }>(
    `${url}/rename`,
    async ({ params, query }, reply) => {
      const item = find(library, params);
      const to = readName(query.to);
      if (to === undefined) return sendPage(reply, renderNamePage(item));
      return explained(item, () => {
        item.requireFree(to);
        const token = formTokenOf(library, signedForm(item, to), clock());
        return sendPage(reply, renderConfirmPage(item, to, token));
      });
    },
  );
  app.post<{ Params: ItemParams; Body: URLSearchParams }>(
    `${url}/rename`,
    async ({ params, body }, reply) => {
      const item = find(library, params);
      const to = readName(body.get("to")) ?? "";
      requireFormToken(context, signedForm(item, to), body);
      return explained(item, () => reply.redirect(item.rename(to), 303));
    },
  );
}

function readName(given: unknown): string | undefined {
  return typeof given === "string" ? given.trim().normalize("NFC") : undefined;
}

function signedForm({ address, state }: LibraryItem, to: string): SignedForm {
  return { address: `${address}/rename`, shown: JSON.stringify([state, to]) };
}

/** A name that cannot be or is taken is told on a page that leads back to the question. */
function explained<Result>({ address }: LibraryItem, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof OdailiesError) || error.code !== "usage") throw error;
    const next = { address: `${address}/rename`, label: error.hint };
    throw new PageRefusal(409, {
      title: "Not by this name",
      text: `${error.message} Nothing was changed.`,
      next,
    });
  }
}

function renderNamePage(item: LibraryItem): string {
  return renderAskPage({
    title: `Rename ${item.title}`,
    body: html`<p>${item.renameNote}</p>`,
    form: html`<form method="get" action="${item.address}/rename">
      <label
        >New name
        <input type="text" name="to" value="${item.name}" required autocomplete="off" spellcheck="false"
      /></label>
      <div class="send"><button>Go on</button><a href="${item.shownAt}">Leave it</a></div>
    </form>`,
  });
}

function renderConfirmPage(item: LibraryItem, to: string, token: string): string {
  return renderAskPage({
    title: `Rename ${item.title} to ${to}?`,
    body: html`<p>This goes with it under the new name:</p>
      <ul>
        ${item.parts.map((part) => html`<li>${part}</li>`)}
      </ul>
      <p>${item.renameNote}</p>`,
    form: html`<form method="post" action="${item.address}/rename">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="to" value="${to}" />
      <div class="send"><button>Rename to ${to}</button><a href="${item.shownAt}">Leave it</a></div>
    </form>`,
  });
}
