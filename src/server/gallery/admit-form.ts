// Who may change things through the pages: this machine alone, from a page of this server, with the token of its form.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerContext } from "../server-context.ts";
import { isFormToken, type SignedForm } from "./form-token.ts";
import { mayChange } from "./page-access.ts";
import { FORM_PAGE_HEADERS } from "./page.ts";
import { PageRefusal } from "./page-refusal.ts";

/** A hook for pages with a form, before a body is read. Throws 403. */
export function admitForm(
  context: ServerContext,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    reply.headers(FORM_PAGE_HEADERS);
    if (!mayChange(context, request)) {
      const text =
        "Clips and projects can be changed on the machine that serves them alone, under its local address.";
      throw new PageRefusal(403, { title: "Not from here", text });
    }
    if (request.method === "POST" && !isFromOwnPage(request)) {
      const text = "The form was not sent by a page of this server. Nothing was changed.";
      throw new PageRefusal(403, { title: "Not from another page", text });
    }
  };
}

/** Every browser names the page's origin with a form that it sends; most say how it lies to ours as well. */
function isFromOwnPage({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  return (
    headers.origin === `http://${headers.host?.toLowerCase() ?? ""}` &&
    (site === undefined || site === "same-origin")
  );
}

/** Throws 403 where the form's token is wrong, too old, or of a page that has shown something else. */
export function requireFormToken(
  { library, clock }: Pick<ServerContext, "library" | "clock">,
  signed: SignedForm,
  form: URLSearchParams,
): void {
  if (isFormToken(library, signed, form.get("token"), clock())) return;
  throw new PageRefusal(403, {
    title: "This page is too old",
    text: "Something has changed since it was opened, or that was too long ago. Nothing was changed.",
    next: { address: signed.address, label: "Open it again" },
  });
}
