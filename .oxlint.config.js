// What the linter holds this program to; who may import whom stands in the table that comes first.

/** Folder of src → the folders that it may import beside itself and `domain`, and why no others. */
const LAYERS = {
  domain: [[], "domain/ is the trade's words: it imports nothing of this program."],
  config: [["files"], "config/ turns flags, environment and files into one Config; it opens nothing else."],
  files: [
    [],
    "files/ opens small files that nobody vouches for and knows paths; it knows nothing of what they mean.",
  ],
  net: [["files"], "net/ is the HTTP client alone; it knows no destination."],
  cards: [["files"], "cards/ knows what a card looks like, from paths and small files of its own."],
  media: [["files"], "media/ looks at files and makes files; it knows no clip, no sheet, no destination."],
  spec: [["files"], "spec/ holds facts against rules; it opens nothing but a spec."],
  metadata: [["files"], "metadata/ is pure: text in, values out."],
  checksums: [["files"], "checksums/ hashes and reads hash lists; it knows no clip."],
  power: [[], "power/ keeps the machine awake; it does not know what for."],
  destinations: [["net"], "a destination uses net/ alone; others decide what is sent."],
  ledger: [["metadata", "files"], "ledger/ keeps records and locks; it decides nothing."],
  plan: [
    ["cards", "media", "spec", "metadata", "checksums", "files"],
    "plan/ says what clips owe; it sends nothing and knows no ledger.",
  ],
  deliver: [
    ["plan", "ledger", "destinations", "media", "spec", "metadata", "checksums", "files"],
    "deliver/ carries out plans; it knows no run, no sheet, no screen.",
  ],
  annotate: [
    ["plan", "ledger", "destinations", "metadata", "files"],
    "annotate/ is the one way metadata goes out; it makes and sends no files.",
  ],
  verify: [
    ["plan", "ledger", "destinations", "checksums", "metadata", "media", "deliver"],
    "verify/ only looks.",
  ],
  runs: [
    [
      "annotate",
      "deliver",
      "verify",
      "plan",
      "ledger",
      "destinations",
      "cards",
      "media",
      "spec",
      "metadata",
      "checksums",
    ],
    "runs/ knows the order of the stages; it does not print, watch, serve or read flags.",
  ],
  watch: [
    ["runs", "plan", "ledger", "files"],
    "watch/ says what has settled and hands it to runs/; it sends and prints nothing.",
  ],
  server: [[], "the embedded server stands alone; what it needs of others is handed to it by setup/."],
  render: [["net", "power"], "render/ turns events into words; it knows no stage."],
  setup: [
    [
      "config",
      "files",
      "deliver",
      "plan",
      "destinations",
      "media",
      "spec",
      "metadata",
      "checksums",
      "net",
      "power",
      "server",
      "runs",
      "ledger",
      "render",
      "annotate",
    ],
    "setup/ makes working things of settings; it runs nothing.",
  ],
  commands: [null, ""],
};

const PROGRAMS = "Only media/ starts programs (and power/, to keep the machine awake).";
const HTTP = "Only net/ speaks HTTP as a client.";
const RESTRICTED = {
  execa: PROGRAMS,
  "node:child_process": PROGRAMS,
  undici: HTTP,
  "node:http": HTTP,
  "node:https": HTTP,
};
const MAY_START_PROGRAMS = new Set(["media", "power"]);
const MAY_SPEAK_HTTP = new Set(["net"]);

function layerRule([folder, [mayImport, why]]) {
  const others = Object.keys(LAYERS).filter(
    (other) => ![folder, "domain", ...(mayImport ?? Object.keys(LAYERS))].includes(other),
  );
  const mayUse = (message) =>
    (message === PROGRAMS && MAY_START_PROGRAMS.has(folder)) ||
    (message === HTTP && MAY_SPEAK_HTTP.has(folder));
  const paths = Object.entries(RESTRICTED)
    .filter(([, message]) => !mayUse(message))
    .map(([name, message]) => ({ name, message }));
  const patterns = [
    ...(others.length > 0 ? [{ group: others.map((other) => `**/../${other}/**`), message: why }] : []),
    ...(folder === "domain"
      ? [{ group: ["node:*", "../**"], message: "domain/ touches nothing: no files, no network, no clock." }]
      : []),
  ];
  return { files: [`src/${folder}/**`], rules: { "no-restricted-imports": ["error", { paths, patterns }] } };
}

// The linter looks for its settings under this name.
// oxlint-disable-next-line import/no-default-export
export default {
  ...{
    plugins: ["typescript", "import", "unicorn", "oxc", "promise", "vitest"],
    jsPlugins: ["eslint-plugin-regexp", "./test/lint/no-spread-into-calls.js"],
    categories: { correctness: "error", suspicious: "error", perf: "warn" },
    rules: {
      "no-console": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "import/no-default-export": "error",
      "import/no-cycle": ["error", { ignoreTypes: false }],
      "typescript/no-explicit-any": "error",
      "typescript/no-floating-promises": "error",
      "typescript/no-misused-promises": "error",
      "typescript/switch-exhaustiveness-check": "error",
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Only net/ speaks HTTP, through undici's request." },
      ],
      "no-await-in-loop": "off",
      "no-shadow": "off",
      "import/no-named-as-default-member": "off",
      "import/no-named-as-default": "off",
      "unicorn/no-array-sort": "off",
      "unicorn/no-array-reverse": "off",
      "typescript/no-unsafe-type-assertion": "off",
      "unicorn/consistent-function-scoping": "off",
      "typescript/unbound-method": "off",
      "typescript/consistent-return": "off",
      "unicorn/no-useless-spread": "off",
      "vitest/valid-expect": ["error", { maxArgs: 2 }],
      "vitest/no-conditional-expect": "off",
      "typescript/require-array-sort-compare": "off",
    },
    ignorePatterns: ["dist", "node_modules", "coverage"],
  },
  overrides: [
    ...Object.entries(LAYERS).map(layerRule),
    ...[
      {
        // What is read here was written by others, as long as they like.
        files: ["src/**"],
        rules: {
          "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
          "regexp/no-super-linear-move": ["error", { ignoreSticky: false, report: "potential" }],
          "odailies/no-spread-into-calls": "error",
        },
      },
      { files: ["src/render/**", "fixtures/**", "test/**"], rules: { "no-console": "off" } },
      {
        files: ["test/**"],
        rules: { "max-lines": "off", "typescript/no-non-null-assertion": "off" },
      },
      { files: ["test/vitest.config.ts"], rules: { "import/no-default-export": "off" } },
    ],
  ],
};
