// Holds a watcher's health page against what its own lines have said and what is so.
import { request } from "undici";
import type { Cart, Talk } from "./cart.ts";
import { first, same, type Verdict } from "./hearing.ts";
import { clipsOf, isUp, type Moment } from "./truth.ts";
import { shootDayOf } from "./watch-sentences.ts";

interface Page {
  readonly status: string;
  readonly folders: readonly { readonly is_here: boolean }[];
  readonly waiting: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly today: Readonly<Record<string, number>>;
  readonly in_trouble: number;
  readonly trouble: readonly { readonly name: string; readonly why: string }[];
}

const ENDS = ["done", "rejected", "failed"] as const;

export async function listenToHealth(
  { heard }: Pick<Talk, "heard">,
  cart: Cart,
  folder: string,
  takeMoment: () => Moment,
): Promise<readonly string[]> {
  const url = heard.flatMap(({ text }) => /Health is at (\S+)\.$/.exec(text)?.[1] ?? [])[0] ?? "";
  const { statusCode, body } = await request(url);
  const page = (await body.json()) as Page;
  const clips = clipsOf(takeMoment(), [folder], false);
  const countOf = (end: string, isToday: boolean) =>
    heard.filter(
      ({ text, saidMs }) =>
        new RegExp(String.raw`^\d\d:\d\d {3}${end} `).test(text) &&
        (!isToday || shootDayOf(saidMs) === shootDayOf(cart.nowMs())),
    ).length;
  const troubled = clips.filter(
    (clip) => !isUp(clip) && heard.some(({ text }) => text.includes(`rejected  ${clip.name} `)),
  );
  const isWell = page.folders.every(({ is_here: isHere }) => isHere) && troubled.length === 0;
  const wrong: Verdict = first(
    same(
      "trouble",
      page.trouble.map(({ name }) => name).toSorted(),
      troubled.map(({ name }) => name).toSorted(),
    ),
    same("in trouble", page.in_trouble, troubled.length),
    same("status", page.status, isWell ? "ok" : "trouble"),
    same("answer", statusCode, isWell ? 200 : 503),
    ...ENDS.flatMap((end) => [
      same(`${end} since the start`, page.counts[end], countOf(end, false)),
      same(`${end} today`, page.today[end], countOf(end, true)),
    ]),
    page.waiting === 0 && clips.some((clip) => !isUp(clip) && !clip.isBroken)
      ? "nothing waits, though a clip is not up"
      : undefined,
  );
  return wrong === undefined ? [] : [`health ${JSON.stringify(page)}: ${wrong}`];
}
