import { expect, test } from "vitest";
import { describeApiError } from "../../../src/destinations/odailies/api-error.ts";

const refusal = { host: "odailies.test", project: "p", needs: "Read" } as const;

test.each([
  [
    501,
    undefined,
    "reply_not_understood",
    /does not know a request of the API \(501\)\.$/,
    /service look at/,
  ],
  [505, undefined, "reply_not_understood", /\(505\)/, /service look at/],
  [507, undefined, "permission_missing", /has no room left \(507\)\.$/, /^Free space/],
  [507, "Bucket full.", "permission_missing", /\(507\)\. It says: Bucket full\./, /^Free space/],
])("%i with the words %j will not pass", (status, message, code, says, hint) => {
  expect(describeApiError({ ...refusal, status, message })).toMatchObject({
    ...{ code, retryable: false },
    ...{ message: expect.stringMatching(says), hint: expect.stringMatching(hint) },
  });
});

test.each([408, 429, 500, 503, 522])("%i may pass", (status) => {
  const error = describeApiError({ ...refusal, status, message: undefined });
  expect(error).toMatchObject({ code: "destination_unreachable", retryable: true });
});
