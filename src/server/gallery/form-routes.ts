// The pages with forms: a clip's values, new names, removal.
import type { FastifyInstance } from "fastify";
import { refuseOtherMethods } from "../api/add-routes.ts";
import { admitBody } from "../api/admit-body.ts";
import type { ServerContext } from "../server-context.ts";
import { addEditRoutes } from "./edit-routes.ts";
import { admitForm } from "./admit-form.ts";
import { findClipItem, findProjectItem } from "./library-item.ts";
import { PageRefusal } from "./page-refusal.ts";
import { addRemoveRoutes } from "./remove-routes.ts";
import { addRenameRoutes } from "./rename-routes.ts";

/** The longest description in letters of three bytes, each percent-encoded, before and after. */
const MAX_FORM_BYTES = 2 * 1024 * 1024;

const CLIP = "/clips/:project/:clipName";
const PROJECT = "/projects/:project";

/** To be registered as a scope of its own. */
export function addFormRoutes(app: FastifyInstance, context: ServerContext): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: MAX_FORM_BYTES },
    async (_request: unknown, body: string) => new URLSearchParams(body),
  );
  app.addHook("onRequest", admitForm(context));
  app.addHook("onRequest", admitBody(context));
  // A form that is sent without a body has no fields.
  app.addHook("preValidation", async (request) => {
    request.body ??= new URLSearchParams();
  });
  addEditRoutes(app, context, CLIP);
  for (const [url, find] of [
    [CLIP, findClipItem],
    [PROJECT, findProjectItem],
  ] as const) {
    addRenameRoutes(app, context, { url, find });
    addRemoveRoutes(app, context, { url, find });
  }
  const forms = [`${CLIP}/edit`, ...[CLIP, PROJECT].flatMap((url) => [`${url}/rename`, `${url}/remove`])];
  for (const url of forms) {
    refuseOtherMethods(app, url, ["GET", "HEAD", "POST"], () => {
      const text = "A form of the gallery is opened, or sent by its button.";
      throw new PageRefusal(405, { title: "Not possible", text }, { Allow: "GET, HEAD, POST" });
    });
  }
}
