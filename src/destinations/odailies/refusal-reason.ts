// What a service's own words give as the reason for a No, and the one next step that fits it. Pure.

/** `rights`: of the token · `project`: there is none of this name · `other`: words that say none of these. */
export type RefusalReason =
  | "rights"
  | "project"
  | "space"
  | "plan"
  | "closed"
  | "pause"
  | "rate"
  | "name"
  | "other";

/** In the order in which they count: "the plan of this project does not allow more storage" is about space. */
const WORDS: readonly (readonly [RefusalReason, RegExp])[] = [
  ["rate", /\brate.?limit|too many requests|zu viele anfragen|trop de requêtes/i],
  [
    "space",
    /\bquota|\bstorage\b|\b(?:disk|no|more|enough|free|of) space\b|\bcapacity|limit (?:is )?(?:reached|exceeded)|kontingent|speicher|espace (?:de )?stockage|almacenamiento/i,
  ],
  [
    "plan",
    /\btrial|subscription|\bbilling|\bpayment|\binvoice|\bplan\b|licen[cs]e|testphase|testzeitraum|abonn?ement|\babo\b|suscripci/i,
  ],
  ["rights", /\btoken\b/i],
  ["closed", /\barchived?\b|\blocked\b|\bsuspended\b|\bclosed\b|read.?only|gesperrt|archiviert|geschlossen/i],
  ["pause", /maintenance|wartung/i],
  [
    "project",
    /\bproject\b.*\b(?:not found|unknown|unrecogni[sz]ed|does not exist|no such|invalid)|\b(?:unknown|invalid|no such|no) project\b/i,
  ],
  [
    "rights",
    /permission|insufficient|privilege|\bscope|\brights?\b|access denied|unauthori[sz]ed|forbidden|berechtigung|zugriff|accès refusé|permiso/i,
  ],
  ["name", /\bname|\bpath\b|character|\bkey\b|zeichen|caract[èe]r/i],
];

/** Undefined without words. */
export function findRefusalReason(message: string | undefined): RefusalReason | undefined {
  if (message === undefined) return undefined;
  return WORDS.find(([, words]) => words.test(message))?.[0] ?? "other";
}

/** What helps; undefined for reasons that have advice of their own. */
export function adviceFor(reason: Exclude<RefusalReason, "name" | "project" | "rights">): string;
export function adviceFor(reason: RefusalReason): string | undefined;
export function adviceFor(reason: RefusalReason): string | undefined {
  const then = "then run the same command again: what is up stays up.";
  switch (reason) {
    case "space":
      return `Free space in the project or ask for more, ${then}`;
    case "plan":
      return `Have the owner of the account look at its plan, ${then}`;
    case "closed":
      return `Have the project opened again, ${then}`;
    case "pause":
    case "rate":
      return "Run the same command again later: what is up stays up.";
    case "other":
      return `Do what it says, ${then}`;
    case "name":
    case "project":
    case "rights":
      return undefined;
  }
}
