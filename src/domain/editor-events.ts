// What the HTML5 editor tells of edits by itself.

/** As published: an edit was made, was changed, is being rendered, is rendered or could not be. */
export const EDITOR_EVENTS = ["project_create", "project_update", "render_start", "render_complete"] as const;

export type EditorEvent = (typeof EDITOR_EVENTS)[number];
