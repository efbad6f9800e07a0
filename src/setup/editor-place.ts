// What `serve --editor` is told of the HTML5 editor: which pages may call, and how they reach this server.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { kebabCase } from "../config/environment-name.ts";
import { html5Editor } from "../destinations/html5-editor/html5-editor-kind.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { LibraryPlace } from "./start-library.ts";
import { findServicePlace } from "./service-place.ts";

/** Where the maker runs the editor for everybody. */
const MAKERS_PAGE = "https://smarteditingonline.solveigmm.com";

const OWN = ["editorOrigin", "editorUrl", "editorPictures"] as const;

/** Undefined without `--editor`. Throws `usage` for flags that need it. */
export function editorPlace(resolved: ResolvedConfig): LibraryPlace["editor"] {
  const { editor, editorOrigin, editorUrl, editorPictures } = resolved.config;
  if (!editor) {
    const idle = OWN.find((name) => resolved.origins[name] === "flag");
    if (idle === undefined) return undefined;
    throw new OdailiesError("usage", `--${kebabCase(idle)} says something of the editor alone.`, {
      hint: "Add --editor.",
    });
  }
  // A backend of one's own has the page beside its API.
  const { api } = findServicePlace(html5Editor, resolved, { isOnly: false });
  const usual = api === undefined ? MAKERS_PAGE : new URL(api).origin;
  return {
    origins: editorOrigin.length > 0 ? editorOrigin : [usual],
    url: editorUrl,
    pictures: editorPictures,
  };
}
