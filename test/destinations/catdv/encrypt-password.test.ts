import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { expect, test } from "vitest";
import { encryptPassword } from "../../../src/destinations/catdv/encrypt-password.ts";

/** The example key of the vendor's manual. */
const KEY =
  "nnux4mb561sc6o0gai3z5cvh051n8zwfktgjhzf1t5d2ihzh57t89kq47lu3pgx93uwkbj5cdtbyyo82bar4iyd3e3swdjb2dhz:1ekh";

test("a password and the manual's key give the known answer", () => {
  expect(encryptPassword("geheim", KEY)).toBe(
    "ilqb9g6ggn66iw04a5gl1mkj36ymlhsvz9adp6bm3jfaljt6wfck6q9z4x6fbaw21eqke49fsb3x1iubxddh2d3x2pkahv16zxd",
  );
});

test("what is encrypted can be read with the private key, letters beyond ASCII too", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 512 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const base36 = (value: string) =>
    BigInt(`0x${Buffer.from(value, "base64url").toString("hex")}`).toString(36);
  const encrypted = encryptPassword("größe~(7)", `${base36(n)}:${base36(e)}`);
  const bytes = Array.from(encrypted).reduce(
    (sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)),
    0n,
  );
  const block = Buffer.from(bytes.toString(16).padStart(128, "0"), "hex");
  const plain = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
  expect(plain.subarray(plain.findIndex((byte) => byte !== 0)).toString("utf8")).toBe("größe~(7)");
});

test("a password that the key is too short for is said, not cut", () => {
  expect(() => encryptPassword("x".repeat(65), KEY)).toThrow("has 65 bytes");
  expect(() => encryptPassword("", KEY)).toThrow("has 0 bytes");
});

test.each(["", "abc", "abc:", ":1ekh", "n o:1ekh"])("%j is no key", (key) => {
  expect(() => encryptPassword("geheim", key)).toThrow("gave no key");
});
