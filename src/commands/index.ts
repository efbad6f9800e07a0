// Every command, in the order in which --help lists them.
import { annotate } from "./annotate.ts";
import { check } from "./check.ts";
import { clips } from "./clips.ts";
import type { CommandDefinition } from "./command.ts";
import { config } from "./config.ts";
import { doctor } from "./doctor.ts";
import { ingest } from "./ingest.ts";
import { jobs } from "./jobs.ts";
import { notYet } from "./not-yet.ts";
import { serve } from "./serve.ts";
import { upload } from "./upload.ts";

export const COMMANDS: readonly CommandDefinition[] = [
  ingest,
  check,
  annotate,
  upload,
  clips,
  jobs,
  serve,
  doctor,
  config,
  ...notYet,
];
