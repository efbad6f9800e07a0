// CatDV's password "RSA": the bare power of the bytes, without padding, in base 36. It hides a password from a glance.
import { OdailiesError } from "../../domain/errors.ts";

/**
 * `key` is what `GET /session/key` answers: modulus and exponent in base 36, with a colon between. Throws
 * `reply_not_understood` for anything else, `config_invalid` for a password that is empty or longer than the modulus.
 */
export function encryptPassword(password: string, key: string): string {
  const [modulus, exponent] = key.split(":").map(readBase36);
  if (!modulus || !exponent)
    throw new OdailiesError("reply_not_understood", "CatDV gave no key to encrypt the password with.", {
      hint: "Check --api; it has to be the address of a CatDV Server with its REST API.",
    });
  const bytes = Buffer.from(password, "utf8");
  const message = bytes.length > 0 ? BigInt(`0x${bytes.toString("hex")}`) : 0n;
  if (message === 0n || message >= modulus)
    throw new OdailiesError(
      "config_invalid",
      `The password has ${bytes.length} bytes, which CatDV's key cannot encrypt.`,
      { hint: "Give this user a password of 1 to 63 bytes." },
    );
  return powerModulo(message, exponent, modulus).toString(36);
}

function readBase36(text: string): bigint | undefined {
  if (!/^[0-9a-z]+$/i.test(text)) return undefined;
  return Array.from(text).reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
