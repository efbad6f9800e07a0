// Every rule that has code, in the order in which a person would look: one line per subject.
import type { Rule } from "../rule.ts";
import { AUDIO_RULES } from "./audio.ts";
import { CONTAINER_RULES } from "./container.ts";
import { CONTENT_RULES } from "./content.ts";
import { FILE_RULES } from "./file.ts";
import { PAIR_RULES } from "./pair.ts";
import { PRIVACY_RULES } from "./privacy.ts";
import { SYNC_RULES } from "./sync.ts";
import { THUMBNAIL_RULES } from "./thumbnail.ts";
import { TIMECODE_RULES } from "./timecode.ts";
import { VIDEO_CODEC_RULES } from "./video-codec.ts";
import { VIDEO_COLOUR_RULES } from "./video-colour.ts";
import { VIDEO_KEYFRAME_RULES } from "./video-keyframes.ts";
import { VIDEO_PICTURE_RULES } from "./video-picture.ts";
import { VIDEO_RATE_RULES } from "./video-rate.ts";

export const RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...PRIVACY_RULES,
  ...CONTAINER_RULES,
  ...VIDEO_CODEC_RULES,
  ...VIDEO_PICTURE_RULES,
  ...VIDEO_COLOUR_RULES,
  ...VIDEO_RATE_RULES,
  ...VIDEO_KEYFRAME_RULES,
  ...AUDIO_RULES,
  ...SYNC_RULES,
  ...TIMECODE_RULES,
  ...PAIR_RULES,
  ...CONTENT_RULES,
  ...THUMBNAIL_RULES,
];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The code of a rule; undefined for an id that has none. */
export function findRule(id: string): Rule | undefined {
  return BY_ID.get(id);
}
