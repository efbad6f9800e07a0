// A text of an answer that has to say something.
import { z } from "zod";

/** Not `min(1)`: that asks an object for its length too, which a hostile answer may have made of anything. */
export const wireText = z.string().refine((text) => text !== "");
