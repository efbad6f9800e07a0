import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { request } from "undici";
import { expect, test } from "vitest";
import type { MediaEntry } from "../../src/server/editor/media-entry.ts";
import { FIXTURE_CARD, type Program, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C001_261120_R1AA";
const PAGE = "https://editor.example.com";

/** Until it has said where everything is. */
async function serve(program: Program, ...more: readonly string[]) {
  const running = program.start(["serve", "--port", "0", "--json", ...more]);
  const addresses = new Map<string, string>();
  for await (const line of createInterface({ input: running.stdout })) {
    const { what, where } = JSON.parse(line) as { what: string; where: string };
    addresses.set(what, where);
    if (what === "editor page that may call") break;
  }
  return {
    address: (what: string) => addresses.get(what) ?? "",
    stop: async () => {
      running.kill("SIGINT");
      const { exitCode, stdout, stderr } = await running;
      return { exitCode, said: `${stdout}${stderr}` };
    },
  };
}

async function ask(url: string, headers: Record<string, string>, method = "GET") {
  const answer = await request(url, { method: method as "GET", headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: Buffer.from(await answer.body.arrayBuffer()),
  };
}

const isPng = (base64: string) =>
  Buffer.from(base64, "base64").subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"));

test("the editor finds a card's clips, shows them and plays them, as serve --editor has told it", async () => {
  const program = programIn(await tempFolder());
  const ingest = await program.run(["ingest", FIXTURE_CARD, "--json"]);
  expect(ingest.clip(CLIP), ingest.stderr).toMatchObject({ status: "done" });
  const server = await serve(program, "--editor", "--editor-origin", PAGE);
  const token = await readFile(server.address("editor apiAuthToken, in the file"), "utf8");
  expect(server.address("editor page that may call")).toBe(PAGE);
  const headers = { Authorization: token, Origin: PAGE };
  const read = async (url: string) => JSON.parse((await ask(url, headers)).bytes.toString());

  const tab = server.address("editor mediaTabContentUrl");
  const preflight = await ask(tab, { Origin: PAGE, "Access-Control-Request-Method": "GET" }, "OPTIONS");
  expect(preflight.status).toBe(204);
  expect(preflight.headers["access-control-allow-headers"]).toContain("authorization");
  expect((await ask(tab, { Origin: PAGE })).status).toBe(401);
  const query = "start_number=0&count=2&filter=video&sort_field=name&sort_order=asc&search=";
  const listing = await read(`${tab}?${query}`);
  expect(listing).toMatchObject({ total_count: 3, entries: [{}, {}] });
  const found = await read(`${tab}?${query}${CLIP}`);
  expect(found.total_count).toBe(1);
  const [entry] = found.entries as [MediaEntry];
  expect(entry).toMatchObject({ filetype: "mp4", mediaType: "video" });
  expect(entry.name).toMatch(new RegExp(`${CLIP}\\.mp4$`));
  expect(isPng(entry.thumbnail)).toBe(true);
  expect(await read(`${server.address("editor fetchFileUrl")}/${entry.id}`)).toEqual(entry);

  expect(entry.duration).toBe(20_000_000);
  const { data } = await read(
    `${server.address("editor fetchThumbnailUrl")}?id=${entry.id}&time=${entry.duration / 2}`,
  );
  expect(isPng(data)).toBe(true);
  expect(Buffer.from(data, "base64").readUInt32BE(16)).toBeLessThanOrEqual(320);

  const part = await ask(entry.previewUrl, { Range: "bytes=4-7" });
  expect(part).toMatchObject({ status: 206 });
  expect(part.headers["content-range"]).toBe(`bytes 4-7/${entry.size}`);
  expect(part.bytes.toString()).toBe("ftyp");
  expect((await ask(entry.previewUrl, {})).bytes).toHaveLength(entry.size);

  const event = { type: "render_complete", apiAuthToken: token, payload: { projectId: "p1" } };
  const told = await request(server.address("editor callBackUrl"), {
    method: "POST",
    headers: { Authorization: "session", "Content-Type": "application/json" },
    body: JSON.stringify(event),
  });
  expect(told.statusCode).toBe(200);
  const ended = await server.stop();
  expect(ended.exitCode).toBe(0);
  expect(ended.said).toContain("edit p1 is rendered");
  expect(ended.said).not.toContain(token);
  expect(ended.said).not.toContain("signature=");
});
