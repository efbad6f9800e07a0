// The camera letter of the shoot (A, B, …), not the camera's model and not its serial id.
import { isNullNumber } from "./null-words.ts";
import { withoutFloatZeros } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const CAMERA = "(?:CAMERA|CAMÉRA|CÁMARA|CÂMERA|CÂMARA|KAMERA|CAM)";
const CAMERA_BEFORE = new RegExp(`^${CAMERA}[\\s._#-]{0,3}`);
const CAMERA_BEHIND = new RegExp(`[\\s._-]{0,3}${CAMERA}$`);

/**
 * `A`, `A_`, `A Cam`, `CAM A`, `Camera A`, `A001` → `A`; numbered cameras keep their number.
 * `E2XZ` (an ARRI camera id) and models are doubts.
 */
export function parseCameraLetter(text: string): Parsed<string> {
  const tidy = withoutFloatZeros(tidyText(text)).toUpperCase();
  if (isNullNumber(tidy) || tidy === "0") return undefined;
  const bare = tidy.replace(CAMERA_BEFORE, "").replace(CAMERA_BEHIND, "").replace(/_$/, "");
  const letter = /^([A-Z]{1,2}|\d{1,2})$/.exec(bare) ?? /^([A-Z])_?\d{3,4}(?!\d)/.exec(bare);
  return letter ? found(letter[1] ?? "") : doubt(`${quoted(text)} is not a camera letter.`);
}
