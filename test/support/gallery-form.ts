// Forms of the gallery as a browser sends them: what stands in the page, what a person types, where it comes from.
import type { Answer, TestServer } from "./server-fixture.ts";

export interface OpenForm {
  readonly page: Answer;
  /** Name and value of each field, hidden ones too. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sends the fields, `typed` over them; a field that is undefined there is left out. */
  send(
    typed?: Readonly<Record<string, string | undefined>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

export async function openForm(server: TestServer, path: string): Promise<OpenForm> {
  const page = await server.call("GET", path);
  const fields = fieldsOf(page.text);
  return {
    page,
    fields,
    send: (typed = {}, headers = {}) => {
      const entries = Object.entries({ ...fields, ...typed }).filter(([, value]) => value !== undefined);
      return sendForm(server, path, new URLSearchParams(entries as [string, string][]).toString(), headers);
    },
  };
}

export function sendForm(
  server: TestServer,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return server.call("POST", path, {
    body,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Origin: server.url,
      "Sec-Fetch-Site": "same-origin",
      ...headers,
    },
  });
}

function fieldsOf(page: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    if (tag.includes("checkbox") && !/\schecked/.test(tag)) continue;
    fields[attribute(tag, "name")] = attribute(tag, "value");
  }
  for (const [, name = "", text = ""] of page.matchAll(
    /<textarea name="(\w+)"[^>]*>\n([^<]*)<\/textarea>/g,
  )) {
    fields[name] = unescapeHtml(text);
  }
  return fields;
}

function attribute(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
