import { expect, test } from "vitest";
import { findNested } from "../../src/plan/find-nested.ts";

test.each([
  [["/cards/A001", "/cards/A002"], undefined],
  [["/cards/A001", "/cards/A001B"], undefined],
  [["/cards/A001", "/cards/..A001/x"], undefined],
  [["/cards", "/cards/A001"], { inner: "/cards/A001", outer: "/cards" }],
  [["/cards/A001/_log", "/x", "/cards"], { inner: "/cards/A001/_log", outer: "/cards" }],
  [["/cards", "/cards/..odd"], { inner: "/cards/..odd", outer: "/cards" }],
  [["/cards", "/cards"], { inner: "/cards", outer: "/cards" }],
])("of %j it is %j that lies in another", (folders, nested) => {
  expect(findNested(folders)).toEqual(nested);
});
