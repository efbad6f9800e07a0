import { describe, expect, test } from "vitest";
import { createKeeping, deliver, describedFile, kitsuAt } from "../../support/kitsu-delivery.ts";
import { addPerson, type EntityRow } from "../../support/kitsu-rows.ts";
import { type KitsuServer, startKitsuServer } from "../../support/kitsu-server.ts";
import { never, rejection } from "../../support/net-client.ts";
import { testBytes, transfer } from "../../support/net-outgoing-file.ts";

const shotsOf = ({ entities }: KitsuServer) => entities.filter(({ type }) => type === "Shot");
const shotOf = (server: KitsuServer, name: string): EntityRow | undefined =>
  shotsOf(server).find((each) => each.name === name);

/** Sends the graded file of each clip. */
async function sendAll(
  server: KitsuServer,
  clips: Readonly<Record<string, Parameters<typeof describedFile>[2]>>,
  own: Readonly<Record<string, unknown>> = {},
) {
  const destination = kitsuAt(server, { own });
  await destination.open(never);
  for (const [clipName, metadata] of Object.entries(clips))
    await destination.send(await describedFile(testBytes(100), { clipName }, metadata), transfer());
  return destination;
}

describe("a project", () => {
  test("is found by the address that people know and by Zou's own, with one state", async () => {
    const server = await startKitsuServer();
    for (const api of [server.url, `${server.url}/`, `${server.url}/api`, `${server.url}/api/`]) {
      const destination = kitsuAt(server, { api });
      await destination.open(never);
      expect(destination.id).toBe(kitsuAt(server).id);
    }
  });

  test("is found by its exact name or its id, and no other is taken for it", async () => {
    const server = await startKitsuServer();
    await kitsuAt(server, { project: server.project.id }).open(never);
    const error = await rejection(kitsuAt(server, { project: "northern lights" }).open(never));
    expect(error).toMatchObject({
      code: "project_not_found",
      message: expect.stringContaining("It sees: Northern Lights."),
    });
  });

  test("that a bot is not in the team of is not there for it, and the error says what to do", async () => {
    const server = await startKitsuServer();
    server.project.team.length = 0;
    expect(await rejection(kitsuAt(server).open(never))).toMatchObject({
      code: "project_not_found",
      message: expect.stringContaining("sees no project at all"),
      hint: expect.stringContaining("team of Northern Lights"),
    });
  });

  test("at an address where no Zou answers is no project", async () => {
    const server = await startKitsuServer();
    const error = await rejection(kitsuAt(server, { api: `${server.url}/elsewhere` }).open(never));
    expect(error).toMatchObject({ code: "reply_not_understood", hint: expect.stringContaining("--api") });
  });

  test("is opened without changing anything", async () => {
    const server = await startKitsuServer();
    await kitsuAt(server).open(never);
    expect(server.writes()).toEqual([]);
  });
});

describe("names", () => {
  test("that differ only in _ never meet, whichever the server finds first", async () => {
    const server = await startKitsuServer();
    const names = ["A001C001X220901XR3CK", "A001C001_220901_R3CK", "a001c001_220901_r3ck"];
    const destination = await sendAll(
      server,
      Object.fromEntries(names.map((name) => [name, { scene: "22" }])),
    );
    await destination.patch(
      names.map((name) => ({ name, metadata: { take: name } })),
      never,
    );
    expect(shotsOf(server).map(({ name, data }) => [name, data?.["take"]])).toEqual(
      names.map((name) => [name, name]),
    );
    for (const name of names) expect(await destination.get?.(name, never)).toMatchObject({ name });
    expect(await destination.get?.("A001C001_220901_____", never)).toBeUndefined();
  });

  test("longer than Kitsu holds stop their own clip alone", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, {});
    const file = await describedFile(testBytes(10), { clipName: "A".repeat(161) });
    const error = await rejection(destination.send(file, transfer()));
    expect(error).toMatchObject({ code: "upload_failed", retryable: false });
    expect(server.writes().filter((each) => each.includes("/shots"))).toEqual([]);
  });
});

describe("sequences", () => {
  test("are scenes, and clips without one have a place of their own", async () => {
    const server = await startKitsuServer();
    await sendAll(server, { A: { scene: "22" }, B: { scene: "22" }, C: {} });
    const sequences = server.entities.filter(({ type }) => type === "Sequence");
    expect(sequences.map(({ name }) => name)).toEqual(["22", "Unsorted"]);
    expect(shotOf(server, "B")?.parent_id).toBe(sequences[0]?.id);
  });

  test("of a series belong to the episode that was named, and without one nothing is sent", async () => {
    const server = await startKitsuServer();
    server.project.production_type = "tvshow";
    expect(await rejection(sendAll(server, { A: { scene: "1" } }))).toMatchObject({ code: "config_invalid" });
    await sendAll(server, { A: { scene: "1" } }, { episode: "E01" });
    const episode = server.entities.find(({ type }) => type === "Episode");
    expect(server.entities.find(({ type }) => type === "Sequence")).toMatchObject({ parent_id: episode?.id });
  });

  test("take in the clips of which a sheet tells later, but none that a person has put elsewhere", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {}, B: {}, C: { scene: "9" } });
    const elsewhere = shotOf(server, "C")?.parent_id;
    const patches = ["A", "B", "C"].map((name) => ({ name, metadata: { scene: "22" } }));
    const taken = { ...shotOf(server, "B")!, id: crypto.randomUUID(), data: null };
    await destination.patch(patches.slice(0, 1), never);
    const scene = server.entities.find(({ type, name }) => type === "Sequence" && name === "22");
    server.entities.push({ ...taken, parent_id: scene?.id ?? "" });
    const { patched } = await destination.patch(patches.slice(1), never);
    expect([...patched.keys()]).toEqual(["B", "C"]);
    expect(shotOf(server, "A")?.parent_id).toBe(scene?.id);
    expect(shotOf(server, "B")?.parent_id).not.toBe(scene?.id);
    expect(shotOf(server, "C")?.parent_id).toBe(elsewhere);
    expect((await destination.list(never)).get("B")?.metadata.scene).toBe("22");
  });

  test("do not move a shot that is there already", async () => {
    const server = await startKitsuServer();
    await sendAll(server, { A: {} });
    await sendAll(server, { A: { scene: "22" } });
    expect(shotsOf(server)).toHaveLength(1);
  });
});

describe("what people delete in Kitsu meanwhile", () => {
  test("a sequence is made anew", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: { scene: "22" } });
    server.entities.length = 0;
    await destination.send(
      await describedFile(testBytes(10), { clipName: "B" }, { scene: "22" }),
      transfer(),
    );
    expect(server.entities.map(({ name }) => name)).toEqual(["22", "B"]);
  });

  test("a shot is no clip any more, and is made anew", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {}, B: {} });
    server.entities.splice(
      server.entities.findIndex(({ name }) => name === "A"),
      1,
    );
    expect([...(await destination.list(never)).keys()]).toEqual(["B"]);
    await destination.send(await describedFile(testBytes(100), { clipName: "A" }), transfer());
    expect([...(await destination.list(never)).keys()].toSorted()).toEqual(["A", "B"]);
  });

  test("a shot whose loss was not seen yet costs its own clip one run", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, {});
    const shot: EntityRow = {
      ...{ id: crypto.randomUUID(), type: "Shot", name: "A", project_id: server.project.id, data: null },
      ...{ parent_id: crypto.randomUUID(), description: null, nb_frames: null, preview_file_id: null },
    };
    server.entities.push(shot);
    await destination.list(never);
    server.entities.length = 0;
    const file = await describedFile(testBytes(100), { clipName: "A" });
    expect(await rejection(destination.send(file, transfer()))).toMatchObject({ code: "upload_failed" });
    await destination.send(file, transfer());
    expect((await destination.list(never)).size).toBe(1);
  });
});

describe("files of one clip at the same time", () => {
  test.each([false, true])(
    "get one preview each, also where answers are lost (older server: %s)",
    async (isOld) => {
      const server = await startKitsuServer();
      server.switches.isOld = isOld;
      const destination = await sendAll(server, { A: {} });
      const keeping = createKeeping();
      server.fail(/POST .*preview-files/, { resetAfterEffect: true }, 2);
      await Promise.all(
        (["log", "thumbnail"] as const).map(async (role) =>
          deliver(destination, await describedFile(testBytes(50), { clipName: "A", role }), keeping),
        ),
      );
      expect(server.comments).toHaveLength(1);
      const names = server.previews.map(({ original_name }) => original_name);
      expect(names.toSorted()).toEqual(["A", "A_log", "A_thumbnail"]);
    },
  );
});

describe("comments", () => {
  test("say the slate, set the status, and reach neither other tasks nor people", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, {});
    const compositing = server.taskTypes.find(({ name }) => name === "Compositing")?.id ?? "";
    const file = await describedFile(
      testBytes(100),
      { clipName: "A" },
      { scene: "22", take: "1", description: "sky #all @Jane #Compositing" },
    );
    // A task of the same shot that a tag would reach.
    server.observe((moment, { path }) => {
      const shot = shotOf(server, "A");
      if (moment === "before" && path.endsWith("/comment") && shot && server.tasks.length === 1)
        server.tasks.push({ ...server.tasks[0]!, id: shot.id, task_type_id: compositing });
      return undefined;
    });
    await destination.send(file, transfer());
    expect(server.tasks).toHaveLength(2);
    expect(server.comments).toHaveLength(1);
    expect(server.comments[0]?.text).toMatch(
      /^A · scene 22 · take 1\nsky #\u200Ball @\u200BJane .*\nodailies:[0-9a-f]{12}$/,
    );
    const status = server.taskStatuses.find(({ id }) => id === server.comments[0]?.task_status_id);
    expect(status?.short_name).toBe("wfa");
  });

  test("hold LOG file and thumbnail beside the graded file, and the thumbnail shows the shot", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, {});
    const keeping = createKeeping();
    for (const role of ["graded", "log", "thumbnail"] as const)
      await deliver(destination, await describedFile(testBytes(50), { clipName: "A", role }), keeping);
    expect(server.comments).toHaveLength(1);
    expect(
      server.previews.map(({ revision, position, extension }) => [revision, position, extension]),
    ).toEqual([
      [1, 1, "mp4"],
      [1, 2, "mp4"],
      [1, 3, "png"],
    ]);
    expect(shotOf(server, "A")?.preview_file_id).toBe(server.previews[2]?.id);
  });

  test("are looked at once for the comment of a file, and once for its preview", async () => {
    const server = await startKitsuServer();
    await sendAll(server, { A: {} });
    const looks = server.requests.filter(
      ({ method, path }) => method === "GET" && path.endsWith("/comments"),
    );
    expect(looks).toHaveLength(2);
  });

  test("of a new grade are new, with the next revision, which takes its place in the playlist", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, {});
    for (const size of [100, 200]) {
      const file = await describedFile(testBytes(size), { clipName: "A" }, { date: "20260422" });
      await destination.send(file, transfer());
    }
    expect(server.comments).toHaveLength(2);
    expect(server.previews.map(({ revision }) => revision)).toEqual([1, 2]);
    const [shot] = shotsOf(server);
    expect(server.playlists[0]?.shots).toEqual([
      { entity_id: shot?.id, preview_file_id: server.previews[1]?.id },
    ]);
  });

  test("are not made twice for the same bytes, when the ledger is lost", async () => {
    const server = await startKitsuServer();
    for (let run = 0; run < 2; run += 1) await sendAll(server, { A: { date: "20260422" } });
    expect([server.comments.length, server.previews.length, server.playlists.length]).toEqual([1, 1, 1]);
    expect(server.writes().filter((each) => each.includes("/pictures/"))).toHaveLength(1);
  });

  test.each([
    ["a status that is not there", { status: "nope" }, "config_invalid"],
    ["a task type that only an admin may make", { taskType: "Rushes" }, "permission_missing"],
  ])("with %s are refused with those that there are, and no shot is made", async (_, own, code) => {
    const server = await startKitsuServer();
    const error = await rejection(sendAll(server, { A: {} }, own));
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/wfa|Compositing/) });
    expect(shotsOf(server)).toEqual([]);
  });

  test("an admin's task type is made once and switched on in the project", async () => {
    const server = await startKitsuServer();
    server.bot.role = "admin";
    await sendAll(server, { A: {}, B: {} }, { taskType: "Rushes" });
    const made = server.taskTypes.filter(({ name }) => name === "Rushes");
    expect(made).toHaveLength(1);
    expect(server.project.task_types).toContain(made[0]?.id);
  });

  test("in a project of one preview per revision, LOG files are refused with the setting to change", async () => {
    const server = await startKitsuServer();
    server.project.is_single_preview_per_revision = true;
    const destination = await sendAll(server, { A: {} });
    const log = await describedFile(testBytes(50), { clipName: "A", role: "log" });
    expect(await rejection(destination.send(log, transfer()))).toMatchObject({
      code: "upload_failed",
      hint: expect.stringContaining("project's settings"),
    });
  });
});

describe("playlists", () => {
  test.each([false, true])(
    "hold a shoot day, found before they are made (older server: %s)",
    async (isOld) => {
      const server = await startKitsuServer();
      server.switches.isOld = isOld;
      const day = { date: "20260422" };
      await sendAll(server, { A: day, B: day });
      await sendAll(server, { C: day, D: { date: "20260423" }, E: {} });
      expect(server.playlists.map(({ name, shots }) => [name, shots?.length])).toEqual([
        ["Dailies 2026-04-22", 3],
        ["Dailies 2026-04-23", 1],
      ]);
    },
  );

  test("that the account may not make are said once, and cost no clip", async () => {
    const server = await startKitsuServer();
    const warnings: string[] = [];
    server.fail(/POST \/data\/playlists/, { status: 403, body: "{}" }, 9);
    const destination = kitsuAt(server, { warn: ({ code }) => void warnings.push(code) });
    await destination.open(never);
    for (const clipName of ["A", "B"])
      await destination.send(
        await describedFile(testBytes(9), { clipName }, { date: "20260422" }),
        transfer(),
      );
    expect(warnings).toEqual(["playlist_refused"]);
    expect((await destination.list(never)).size).toBe(2);
  });

  test("are left alone where none are wanted", async () => {
    const server = await startKitsuServer();
    await sendAll(server, { A: { date: "20260422" } }, { playlist: "none" });
    expect(server.playlists).toEqual([]);
  });
});

describe("values", () => {
  test("get their columns, and keep what others wrote into the shot", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {} });
    Object.assign(shotOf(server, "A")?.data ?? {}, { director_note: "yes" });
    await destination.patch(
      [{ name: "A", metadata: { circled: true, date: "20260422", take: "1A" } }],
      never,
    );
    expect(shotOf(server, "A")?.data).toMatchObject({
      ...{ director_note: "yes", circled: "true", shoot_date: "2026-04-22", take: "1A" },
    });
    const made = server.project.descriptors.map(({ field_name, data_type }) => [field_name, data_type]);
    expect(made.toSorted()).toEqual([
      ["circled", "boolean"],
      ["shoot_date", "date"],
      ["take", "string"],
    ]);
  });

  test.each([false, true])(
    "use columns that are there, made by others meanwhile too (older: %s)",
    async (isOld) => {
      const server = await startKitsuServer();
      server.switches.isOld = isOld;
      const destination = await sendAll(server, { A: {} });
      const column = { id: "x", entity_type: "Shot", name: "Take", field_name: "take", data_type: "string" };
      server.project.descriptors.push(column);
      const report = await destination.patch([{ name: "A", metadata: { take: "2" } }], never);
      expect(report.unsupported).toEqual(new Map());
      expect(server.project.descriptors).toHaveLength(1);
    },
  );

  test("without a column that the account may make are named, and the others arrive", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {} });
    server.fail(/POST .*metadata-descriptors/, { status: 403, body: "{}" });
    const report = await destination.patch(
      [{ name: "A", metadata: { take: "2", description: "rain" } }],
      never,
    );
    expect(report.unsupported).toEqual(new Map([["A", ["take"]]]));
    expect(report.patched).toEqual(new Map([["A", { description: "rain" }]]));
    expect(shotOf(server, "A")?.data).not.toHaveProperty("take");
  });

  test("of several patches of one clip are those of the last, taken out or set", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {} });
    const patches = [
      { name: "A", metadata: { take: "1" }, blank: ["scene" as const] },
      { name: "A", metadata: { scene: "22" }, blank: ["take" as const] },
    ];
    const { patched } = await destination.patch(patches, never);
    expect(patched).toEqual(new Map([["A", { scene: "22" }]]));
    expect((await destination.list(never)).get("A")?.metadata).toEqual({ scene: "22" });
  });

  test("of a shot that another machine made since arrive", async () => {
    const server = await startKitsuServer();
    const early = await sendAll(server, {});
    await sendAll(server, { A: {} });
    const { patched } = await early.patch([{ name: "A", metadata: { take: "2" } }], never);
    expect([...patched.keys()]).toEqual(["A"]);
  });

  test("of a shot that holds no dailies are refused: it is no clip", async () => {
    const server = await startKitsuServer();
    const destination = await sendAll(server, { A: {} });
    const shot = shotOf(server, "A")!;
    server.entities.push({ ...shot, id: crypto.randomUUID(), name: "CG_010", data: null });
    expect([...(await destination.list(never)).keys()]).toEqual(["A"]);
    const { refused } = await destination.patch([{ name: "CG_010", metadata: { take: "1" } }], never);
    expect(refused.map(({ name }) => name)).toEqual(["CG_010"]);
  });
});

describe("who may what", () => {
  test("an artist is told which role is missing", async () => {
    const server = await startKitsuServer();
    server.bot.role = "user";
    expect(await rejection(sendAll(server, { A: {} }))).toMatchObject({
      code: "permission_missing",
      hint: expect.stringContaining("the role manager"),
    });
  });

  test("an account that must set up a second factor is told so", async () => {
    const server = await startKitsuServer();
    server.switches.enforces2fa = true;
    const person = addPerson(server, { email: "dit@film.test", role: "manager", password: "secret" });
    server.project.team.push(person.id);
    const token = server.tokens.issue(person, "access");
    expect(await rejection(kitsuAt(server, { token }).open(never))).toMatchObject({
      code: "permission_missing",
      hint: expect.stringContaining("account's page"),
    });
  });

  test.each(["expired", "revoked", "foreign", "malformed"])(
    "a token that is %s is refused without a word of it",
    async (how) => {
      const server = await startKitsuServer();
      const token = how === "foreign" ? "aaa.bbb.ccc" : how === "malformed" ? "nonsense" : server.botToken;
      if (how === "expired") server.tokens.expire(token);
      if (how === "revoked") server.tokens.revoke(`Bearer ${token}`);
      const error = await rejection(kitsuAt(server, { token }).open(never));
      expect(error).toMatchObject({ code: "token_refused" });
      expect(JSON.stringify(error)).not.toContain(token);
    },
  );
});
