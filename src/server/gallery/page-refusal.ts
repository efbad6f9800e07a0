// A request of the gallery that is refused, as the page that says so.
import type { NextPage } from "./page.ts";

export interface RefusalWords {
  readonly title: string;
  /** Full sentences: what was refused and why. */
  readonly text: string;
  /** The one step that can help. */
  readonly next?: NextPage;
}

export class PageRefusal extends Error {
  override readonly name = "PageRefusal";
  readonly status: number;
  readonly words: RefusalWords;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, words: RefusalWords, headers: Readonly<Record<string, string>> = {}) {
    super(words.text);
    this.status = status;
    this.words = words;
    this.headers = headers;
  }
}

export function notFound(): PageRefusal {
  return new PageRefusal(404, {
    title: "Not found",
    text: "There is no such clip or project in this library.",
  });
}
