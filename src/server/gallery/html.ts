// HTML by template literal: whatever is put in is escaped unless it is HTML made here.

/** Markup that is safe to send. Made by `html` alone. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | readonly Html[];

/** Undefined becomes nothing, lists are joined, text is escaped for element content and quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    markup: strings.map((text, index) => (index === 0 ? text : render(parts[index - 1]) + text)).join(""),
  };
}

function render(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "object")
    return "markup" in part ? part.markup : part.map((item) => item.markup).join("");
  return escapeHtml(String(part));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
