// How the program is built: few files instead of two thousand, because Node takes longer to find a module than to run it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

/**
 * What is loaded from node_modules at run time: code of the machine, files, and what a worker is given by its path. All
 * else becomes part of the program, so it is a devDependency.
 */
const { dependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const FOUND_ON_DISK = Object.keys({ ...dependencies, ...optionalDependencies });

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** What became part of the program comes with its licence. */
const licences = {
  name: "licences",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = new Set(
      modules.flatMap((id) => PACKAGE_FOLDER.exec(id.replaceAll("\\", "/"))?.[0] ?? []),
    );
    const source = [...folders].sort().map(licenceOf).join("\n\n");
    this.emitFile({ type: "asset", fileName: "licences.txt", source });
  },
};

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? license : readFileSync(join(folder, file), "utf8").trim();
  return `==== ${name} ${version}\n\n${text}`;
}

const program = await rolldown({
  input: "src/cli.ts",
  platform: "node",
  external: FOUND_ON_DISK,
  plugins: [licences],
  logLevel: "warn",
});
await program.write({
  dir: "dist",
  cleanDir: true,
  chunkFileNames: "[name].js",
  assetFileNames: "[name][extname]",
  // What every start waits for is one file.
  codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] },
});
