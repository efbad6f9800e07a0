// The gallery's style sheet: dark and quiet, as beside a grading monitor; text in system fonts, numbers of equal width.

export const STYLE = `
:root {
  color-scheme: dark;
  --ground: #121314; --panel: #191b1d; --line: #2a2d30;
  --text: #e4e2dd; --quiet: #95928b; --accent: #e0a458;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 70rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
a { color: inherit; text-decoration: none; }
a:hover .name, nav a:hover, p a:hover { color: var(--accent); }
a:focus-visible, video:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
h1, h2 { font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; }
h2 { font-size: 1.15rem; }
.quiet { color: var(--quiet); }
.brand { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; margin-bottom: 2.5rem; }
.project { margin-top: 3rem; }
.project > header { display: flex; align-items: baseline; gap: 0.75rem; padding-bottom: 0.75rem; }
table { width: 100%; border-collapse: collapse; }
th {
  text-align: left; font-size: 0.75rem; font-weight: 500; color: var(--quiet);
  padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap;
}
td { padding: 0.6rem 1rem 0.6rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th:last-child, td:last-child { padding-right: 0; text-align: right; }
td.picture { width: 9rem; }
.still {
  display: block; width: 8rem; height: auto; aspect-ratio: 16 / 9; object-fit: contain; background: #000;
  border-radius: 3px; overflow: hidden;
}
.name { font-weight: 550; overflow-wrap: anywhere; transition: color 120ms; }
.sources { display: block; font-size: 0.8rem; color: var(--quiet); }
.slate { white-space: nowrap; }
.slate .slash { color: var(--quiet); padding: 0 0.2em; }
.take { display: inline-block; min-width: 1.9em; text-align: center; padding: 0.05em 0.35em; }
.take.circled { border: 1.5px solid var(--accent); border-radius: 1em; color: var(--accent); }
.timecode { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.85rem; white-space: nowrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.empty { border-top: 1px solid var(--line); padding: 1.25rem 0; margin: 0; color: var(--quiet); }
.notice { max-width: 34rem; padding-top: 20vh; }
.notice a { color: var(--accent); }
.clip { padding-top: 1.5rem; }
.clip nav { display: flex; justify-content: space-between; gap: 1rem; color: var(--quiet); margin-bottom: 1.25rem; }
.clip nav span { display: flex; gap: 1.25rem; }
video { display: block; width: 100%; aspect-ratio: 16 / 9; max-height: 75vh; background: #000; border-radius: 4px; }
.under { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.75rem 2rem; margin: 1.25rem 0 2rem; }
.switch { display: inline-flex; border: 1px solid var(--line); border-radius: 999px; padding: 3px; }
.switch a { padding: 0.25rem 1rem; border-radius: 999px; color: var(--quiet); }
.switch a[aria-current] { background: var(--line); color: var(--text); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1.25rem 2rem; margin: 0; padding-top: 1.5rem; border-top: 1px solid var(--line); }
dt { font-size: 0.75rem; color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.deeds { margin: 2rem 0 0; color: var(--quiet); }
.deeds a { margin-right: 1.25rem; }
.project > header .deeds { margin: 0 0 0 auto; font-size: 0.85rem; }
.project > header .deeds a { margin: 0 0 0 0.75rem; }
.ask { max-width: 34rem; padding-top: 12vh; }
.ask ul { padding-left: 1.2rem; color: var(--quiet); overflow-wrap: anywhere; }
.edit h1 { margin-bottom: 1.5rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1rem 1.5rem; }
label { display: block; font-size: 0.8rem; color: var(--quiet); }
label.mark { display: flex; align-items: center; gap: 0.6rem; font-size: 1rem; color: var(--text); }
input[type="text"], textarea {
  display: block; width: 100%; margin-top: 0.25rem; padding: 0.5rem 0.65rem; font: inherit; font-size: 1rem; color: var(--text);
  background: var(--panel); border: 1px solid var(--line); border-radius: 4px;
}
input[type="checkbox"] { width: 1.2rem; height: 1.2rem; margin: 0; accent-color: var(--accent); }
input:focus-visible, textarea:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.send { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.5rem; margin-top: 1.75rem; }
.send a { color: var(--quiet); }
button {
  font: inherit; font-weight: 550; padding: 0.5rem 1.25rem; color: var(--ground); background: var(--accent);
  border: 0; border-radius: 4px; cursor: pointer; overflow-wrap: anywhere;
}
button.danger { color: #fff; background: #a8332b; }
.problem { border-left: 3px solid var(--accent); padding-left: 0.9rem; overflow-wrap: anywhere; }
.wide { grid-column: 1 / -1; max-width: 45rem; }
@media (max-width: 42rem) {
  main { padding: 1.5rem 1rem 4rem; }
  .brand { margin-bottom: 1.5rem; }
  .project { margin-top: 2rem; }
  thead { display: none; }
  table, tbody { display: block; }
  tr {
    display: grid; grid-template-columns: 6.5rem auto 1fr; column-gap: 0.9rem; align-items: center;
    padding: 0.8rem 0; border-bottom: 1px solid var(--line);
  }
  td, th:last-child, td:last-child { display: block; padding: 0; border: 0; text-align: left; }
  td.picture { grid-row: 1 / span 3; width: auto; align-self: start; }
  td.title, td.slate { grid-column: 2 / -1; }
  td.length { color: var(--quiet); }
  td:empty { display: none; }
  .still { width: 6.5rem; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
`;
