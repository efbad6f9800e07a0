// Loaded into the program by --import: kills it the n-th time that KILL_AT happens, or lists in KILL_TRACE all that
// happens. It changes nothing else.
import childProcess from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

const { KILL_AT, KILL_TIME, KILL_LATER_MS, KILL_CARD, KILL_WORK, KILL_TRACE } = process.env;
const trace = KILL_TRACE === undefined ? undefined : fs.openSync(KILL_TRACE, "a");
const write = fs.writeSync;
const counts = new Map();

/** `half` does a part of the thing, where a thing has parts. */
function happens(what, half = () => undefined) {
  const count = (counts.get(what) ?? 0) + 1;
  counts.set(what, count);
  if (trace !== undefined) write(trace, `${what}\n`);
  const isTorn = KILL_AT === `${what}, torn`;
  if ((KILL_AT !== what && !isTorn) || count !== Number(KILL_TIME)) return;
  if (isTorn) half();
  const kill = () => process.kill(process.pid, "SIGKILL");
  if (KILL_LATER_MS === undefined) kill();
  else setTimeout(kill, Number(KILL_LATER_MS));
}

function around(owner, name, describe) {
  const original = owner[name];
  owner[name] = (...args) => {
    const what = describe(...args);
    if (what === undefined) return original(...args);
    happens(`before: ${what}`, () => write(args[0], String(args[1]).slice(0, String(args[1]).length / 2)));
    const result = original(...args);
    if (typeof result?.then !== "function") happens(`after: ${what}`);
    else
      result.then(
        () => happens(`after: ${what}`),
        () => undefined,
      );
    return result;
  };
}

const isIn = (folder, path) => folder !== undefined && String(path).startsWith(folder);
const isWork = (path) => isIn(KILL_WORK, path);
const isOnCard = (path) => isIn(KILL_CARD, path);
const kindOf = (path) => basename(String(path)).replace(/^[^.]+\./, "");

around(fs, "writeSync", (_, text) => {
  const type = /^\{"v":\d+,"at":"[^"]+","type":"(\w+)"/.exec(String(text))?.[1];
  return type && `record ${type}`;
});
around(fs, "renameSync", (_, to) => (/\/library\//.test(String(to)) ? "library takes a file" : undefined));
around(fs.promises, "rename", (from, to) => (isWork(from) ? `rename to ${kindOf(to)}` : undefined));
around(fs.promises, "rm", (path) =>
  isWork(path) ? `delete ${kindOf(path)}` : /locks/.test(String(path)) ? "lock let go" : undefined,
);
around(fs.promises, "writeFile", (path) => (/locks/.test(String(path)) ? "lock taken" : undefined));
around(fs.promises, "readdir", (path) => (isOnCard(path) ? "scan folder" : undefined));
const { open } = fs.promises;
fs.promises.open = async (path, ...how) => {
  const handle = await open(path, ...how);
  // Whole files are read before anything is sent where a hash list speaks of them, and nowhere else.
  if (isOnCard(path)) {
    handle.createReadStream = handle.createReadStream.bind(handle);
    around(handle, "createReadStream", () => "hash list verification");
  }
  return handle;
};
around(childProcess, "spawn", (_program, args = []) => {
  const line = args.join(" ");
  if (/-show_streams/.test(line)) return "probe";
  if (/libx264/.test(line)) return "encode";
  if (/\.jpg/.test(line)) return "thumbnail";
  if (/-progress/.test(line)) return "remux";
  return /-i file:/.test(line) ? "decode" : undefined;
});
syncBuiltinESMExports();

const callOf = ({ method, path }) => {
  if (method === "PUT") return "PUT";
  if (/\/upload\//.test(path)) return "sign";
  return method === "PATCH" ? `PATCH ${/v\d/.exec(path)?.[0]}` : "list";
};
subscribe("undici:request:create", ({ request }) => happens(`${callOf(request)} begun`));
subscribe("undici:request:bodySent", ({ request }) => happens(`${callOf(request)} sent`));
subscribe("undici:request:headers", ({ request }) => happens(`${callOf(request)} answered`));
subscribe("undici:request:trailers", ({ request }) => happens(`${callOf(request)} read`));
process.on("exit", () => happens("end of run"));
