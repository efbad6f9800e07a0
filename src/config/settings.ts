// Every setting there is: its flag, its environment variable, what it accepts, and where it applies.
import type { z } from "zod";
import { DESTINATION_SETTINGS } from "./destination-settings.ts";
import { MEDIA_SETTINGS } from "./media-settings.ts";
import { RUN_SETTINGS } from "./run-settings.ts";
import { SERVICE_SETTINGS } from "./service-settings.ts";
import { SHEET_SETTINGS } from "./sheet-settings.ts";

export const SETTINGS = {
  ...DESTINATION_SETTINGS,
  ...SHEET_SETTINGS,
  ...MEDIA_SETTINGS,
  ...RUN_SETTINGS,
  ...SERVICE_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** Every setting with its checked value: flag over environment over project file over user file over default. */
export type Config = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]["schema"]> };
