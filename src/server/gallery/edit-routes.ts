// …/edit: a clip's values in a form. What is typed there is a person's, as what a person sends through the API.
import type { FastifyInstance } from "fastify";
import { changeMetadata } from "../change-metadata.ts";
import { findClip, type StoredClip } from "../library/clips.ts";
import type { ServerContext } from "../server-context.ts";
import { requireFormToken } from "./admit-form.ts";
import { renderEditPage } from "./edit-page.ts";
import { formTokenOf, type SignedForm } from "./form-token.ts";
import { pageAddress } from "./gallery-clip.ts";
import type { ItemParams } from "./library-item.ts";
import { notFound } from "./page-refusal.ts";
import { readEdit } from "./read-edit.ts";
import { sendPage } from "./send-page.ts";

export function addEditRoutes(app: FastifyInstance, context: ServerContext, url: string): void {
  const { library, clock } = context;
  const require = ({ project = "", clipName = "" }: ItemParams) => {
    const clip = findClip(library, project, clipName.normalize("NFC"));
    if (!clip) throw notFound();
    const signed = signedForm(project, clip);
    return { project, clip, signed, token: formTokenOf(library, signed, clock()) };
  };
  app.get<{ Params: ItemParams }>(`${url}/edit`, async ({ params }, reply) =>
    sendPage(reply, renderEditPage(require(params))),
  );
  app.post<{ Params: ItemParams; Body: URLSearchParams }>(
    `${url}/edit`,
    async ({ params, body: sent }, reply) => {
      const { project, clip, signed, token } = require(params);
      requireFormToken(context, signed, sent);
      const { fields, problems } = readEdit(sent, clip.metadata);
      if (problems.length > 0) {
        return sendPage(reply.code(409), renderEditPage({ project, clip, token, sent, problems }));
      }
      if (Object.keys(fields).length > 0)
        await changeMetadata(context, project, [{ name: clip.name, fields }]);
      return reply.redirect(pageAddress({ project, name: clip.name }), 303);
    },
  );
}

/** Each value is held against what the page has shown, so the token is for the clip whatever its values are. */
function signedForm(project: string, { name, createdAt }: StoredClip): SignedForm {
  return { address: `${pageAddress({ project, name })}/edit`, shown: createdAt };
}
