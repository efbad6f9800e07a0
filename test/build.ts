// Builds the program before any test, so that test/e2e never runs yesterday's code.
import { execa } from "execa";
import { resolve } from "node:path";

export async function setup(): Promise<void> {
  await execa("npm", ["run", "build", "--silent"], { cwd: resolve(import.meta.dirname, "..") });
}
