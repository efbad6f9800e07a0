// The cameras in the order in which a folder is tried: the more special goes first.
import type { Camera } from "../camera.ts";
import { arri } from "./arri.ts";
import { avchd } from "./avchd.ts";
import { blackmagic } from "./blackmagic.ts";
import { canon } from "./canon.ts";
import { dcim } from "./dcim.ts";
import { dji } from "./dji.ts";
import { gopro } from "./gopro.ts";
import { panasonicCamcorder } from "./panasonic-camcorder.ts";
import { panasonicP2 } from "./panasonic-p2.ts";
import { red } from "./red.ts";
import { sonyCineroot } from "./sony-cineroot.ts";
import { sonyM4root } from "./sony-m4root.ts";
import { sonyXdroot } from "./sony-xdroot.ts";

export const CAMERAS: readonly Camera[] = [
  sonyXdroot,
  sonyM4root,
  sonyCineroot,
  red,
  canon,
  panasonicP2,
  panasonicCamcorder,
  gopro,
  dji,
  dcim,
  avchd,
  blackmagic,
  arri,
];
