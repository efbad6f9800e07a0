// What a person has to answer to log in where nobody hands out tokens.
import { OdailiesError } from "../domain/errors.ts";
import type { KindLogin, LoginPlace, LoginQuestion } from "../destinations/login.ts";

/** Each further question comes of an answer; a system that never has enough is not asked for ever. */
const MOST_QUESTIONS = 5;

/**
 * The credential that is kept. Undefined where the first question is left unanswered: then a token is given instead.
 * Throws what the exchange throws.
 */
export async function askCredential(
  { questions, exchange }: KindLogin,
  place: LoginPlace,
  ask: (question: string, isSecret: boolean) => Promise<string>,
): Promise<string | undefined> {
  const answers: Record<string, string> = {};
  const put = async ({ name, label, isSecret }: LoginQuestion, more = "") => {
    answers[name] = await ask(`${label}${isSecret ? " (it is not shown)" : ""}${more}: `, isSecret);
    return answers[name];
  };
  for (const [index, question] of questions.entries()) {
    const answer = await put(question, index === 0 ? " (Enter alone for a token)" : "");
    if (index === 0 && answer.trim() === "") return undefined;
  }
  for (let asked = questions.length; asked < MOST_QUESTIONS; asked += 1) {
    const answer = await exchange(answers, place);
    if ("credential" in answer) return answer.credential;
    await put(answer.ask);
  }
  throw new OdailiesError(
    "token_refused",
    "The service asks for one thing after the other and lets nobody in.",
    {
      hint: "Log in with a browser once, or give a token with --token-file.",
    },
  );
}
