// Sessions of a CatDV server: a key for each, and a licence that lets in so many at once.
import { generateKeyPairSync, randomBytes } from "node:crypto";

interface Session {
  /** In base 36, as the client gets it. */
  readonly key: string;
  readonly modulus: bigint;
  readonly secret: bigint;
  user?: string;
  usedMs: number;
}

const IDLE_MS = 30 * 60_000;
/** Making a key takes as long as a whole delivery: each session has another one than the session before it. */
const KEYS = Array.from({ length: 3 }, () => generateKeyPairSync("rsa", { modulusLength: 512 }).privateKey);
const number = (jwk: string | undefined) =>
  BigInt(`0x${Buffer.from(jwk ?? "", "base64url").toString("hex")}`);

export class Seats {
  readonly #sessions = new Map<string, Session>();
  readonly #users: ReadonlyMap<string, string>;
  readonly #most: number;
  #nowMs = 0;
  #begun = 0;

  constructor(users: ReadonlyMap<string, string>, most: number) {
    this.#users = users;
    this.#most = most;
  }

  /** How many seats are taken now. */
  get taken(): number {
    return this.#live().length;
  }

  /** The clock goes on; sessions that are idle for longer than half an hour end. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  /** An administrator throws everybody out. */
  endAll(): void {
    this.#sessions.clear();
  }

  begin(): { readonly id: string; readonly key: string } {
    this.#begun += 1;
    const jwk = KEYS[this.#begun % KEYS.length]?.export({ format: "jwk" }) ?? {};
    const modulus = number(jwk.n);
    const key = `${modulus.toString(36)}:${number(jwk.e).toString(36)}`;
    const id = randomBytes(16).toString("hex").toUpperCase();
    this.#sessions.set(id, { key, modulus, secret: number(jwk.d), usedMs: this.#nowMs });
    return { id, key };
  }

  /** Who the session belongs to; undefined where nobody is logged in by it any more. */
  userOf(id: string | undefined): string | undefined {
    const session = this.#live().find(([each]) => each === id)?.[1];
    if (session) session.usedMs = this.#nowMs;
    return session?.user;
  }

  logIn(id: string | undefined, body: Readonly<Record<string, unknown>>): "OK" | "WRONG" | "BUSY" {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    if (!session) return "WRONG";
    const { username, password, encryptedPassword } = body;
    const plain = typeof encryptedPassword === "string" ? decrypt(encryptedPassword, session) : password;
    if (typeof username !== "string" || this.#users.get(username) !== plain) return "WRONG";
    if (session.user === undefined && this.taken >= this.#most) return "BUSY";
    session.user = username;
    session.usedMs = this.#nowMs;
    return "OK";
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }

  #live(): [string, Session][] {
    return [...this.#sessions].filter(
      ([, { user, usedMs }]) => user !== undefined && this.#nowMs - usedMs < IDLE_MS,
    );
  }
}

function decrypt(base36: string, { secret, modulus }: Session): string {
  let base =
    Array.from(base36).reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n) % modulus;
  let plain = 1n;
  for (let left = secret; left > 0n; left >>= 1n) {
    if (left & 1n) plain = (plain * base) % modulus;
    base = (base * base) % modulus;
  }
  const hex = plain.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex").toString("utf8");
}
