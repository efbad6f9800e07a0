// A server's own words at the end of a message, so that another sentence can follow.

/** ` It says: …`, ended like a sentence; empty without words. */
export function quoteAnswer(words: string | undefined): string {
  const text = words?.trim() ?? "";
  if (text === "") return "";
  const isEnded = /[.!?…。！？]["'”’»)\]]*$/.test(text);
  return ` It says: ${isEnded ? text : `${text.replace(/[,;:]$/, "")}.`}`;
}
