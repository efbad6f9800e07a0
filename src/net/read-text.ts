// Reads a reply's body into memory, up to a limit.
import { OdailiesError } from "../domain/errors.ts";

/** `cut` keeps what fits; `refuse` throws `reply_not_understood`. UTF-8, a byte order mark is dropped. */
export async function readText(
  body: AsyncIterable<Uint8Array>,
  largestBytes: number,
  {
    whenLarger,
    host,
    onBytes,
  }: {
    readonly whenLarger: "cut" | "refuse";
    readonly host: string;
    /** Told how many have come in all. */
    readonly onBytes?: (bytes: number) => void;
  },
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    onBytes?.(size);
    if (size > largestBytes && whenLarger === "refuse") {
      throw new OdailiesError(
        "reply_not_understood",
        `The answer of ${host} is larger than any that was expected.`,
        {
          hint: "Check the API address.",
          context: { largestBytes },
        },
      );
    }
    if (size >= largestBytes && whenLarger === "cut") break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, largestBytes);
  return new TextDecoder().decode(bytes);
}
