import { expect, test } from "vitest";
import { describeRefusal } from "../../../src/destinations/kitsu/api-error.ts";

const about = { host: "kitsu.test", project: "P", deed: "take A.mp4", needs: "manager" } as const;
const describe = (status: number, isOfClip: boolean) =>
  describeRefusal({ ...about, status, isOfClip, said: undefined, isSecondFactorMissing: false });

test.each([true, false])("what Kitsu can never do is not tried again, of a clip: %s", (isOfClip) => {
  expect(describe(501, isOfClip)).toMatchObject({ code: "reply_not_understood", retryable: false });
  expect(describe(505, isOfClip)).toMatchObject({ code: "reply_not_understood", retryable: false });
  expect(describe(507, isOfClip)).toMatchObject({
    ...{ code: "permission_missing", retryable: false },
    ...{ message: expect.stringContaining("no room left"), hint: expect.stringContaining("free space") },
  });
});

test("a mistake of the server may pass", () => {
  expect(describe(500, true)).toMatchObject({ code: "upload_failed", retryable: true });
  expect(describe(500, false)).toMatchObject({ code: "destination_unreachable", retryable: true });
});
