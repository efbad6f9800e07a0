// The calls that a run makes, each once in its life, as the fault proxy tells them apart.
import type { Call } from "./fault-proxy.ts";

export const CALLS: readonly Call[] = [
  { name: "list v1, before", match: /^GET \/api\/v1\/clips\//, isDue: ({ files }) => files.size === 0 },
  { name: "list v2, before", match: /^GET \/api\/v2\/clips\//, isDue: ({ files }) => files.size === 0 },
  { name: "sign graded", match: /^GET \/api\/v1\/upload\/.*_graded/ },
  { name: "PUT graded", match: /^PUT \/bucket\/_graded/ },
  { name: "sign thumbnail", match: /^GET \/api\/v1\/upload\/.*_thumbnails/ },
  { name: "PUT thumbnail", match: /^PUT \/bucket\/_thumbnails/ },
  { name: "sign LOG", match: /^GET \/api\/v1\/upload\/.*_log/ },
  { name: "PUT LOG", match: /^PUT \/bucket\/_log/ },
  { name: "list v1, after", match: /^GET \/api\/v1\/clips\//, isDue: ({ files }) => files.size > 0 },
  { name: "list v2, after", match: /^GET \/api\/v2\/clips\//, isDue: ({ files }) => files.size > 0 },
  { name: "PATCH v2", match: /^PATCH \/api\/v2\/clips\// },
  { name: "PATCH v1", match: /^PATCH \/api\/v1\/clips\// },
];

export const isUpload = ({ name }: Call): boolean => name.startsWith("PUT");
