// What the HTML5 editor tells of edits by itself.

/** As published: an edit was made, was changed, is being rendered, is rendered or could not be. */
export const EDITOR_EVENTS = ["project_create", "project_update", "render_start", "render_complete"] as const;

export type EditorEvent = (typeof EDITOR_EVENTS)[number];

/** One such event, as the embedded server has taken it. */
export interface EditorNews {
  readonly type: "editor-event";
  readonly what: EditorEvent;
  /** Of the library, where the token is for one alone. */
  readonly project: string | undefined;
  /** Id of the editor's own project. */
  readonly editorProject: string | undefined;
  /** Why a render has failed, in the editor's words. */
  readonly error: string | undefined;
}
