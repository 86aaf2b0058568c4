import { DARK_PROPERTIES } from "./theme.ts";

/** The style sheet of a report: light and dark, narrow and wide, screen and paper. Contrast of text is at least 4.5 to 1. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f7f8;
  --card: #ffffff;
  --ink: #18181b;
  --soft: #52525b;
  --edge: #e4e4e7;
  --hit: #2563eb;
  --miss: #ea580c;
  --wrong: #b91c1c;
  --chart-page: var(--card);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111114;
    --card: #1b1b1f;
    --ink: #f4f4f5;
    --soft: #b4b4bd;
    --edge: #34343b;
    --hit: #3b82f6;
    --miss: #f97316;
    --wrong: #fca5a5;
    ${DARK_PROPERTIES};
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 2rem clamp(1rem, 4vw, 2.5rem) 3rem;
  max-width: 76rem;
  background: var(--page);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 0 0 0.75rem; font-size: 1.125rem; }
h3 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
p { margin: 0 0 0.75rem; }
.subtitle { margin: 0.375rem 0 0; color: var(--soft); }
section, .tiles > div {
  background: var(--card);
  border: 1px solid var(--edge);
  border-radius: 0.75rem;
}
section { margin-top: 1.25rem; padding: 1.25rem; min-width: 0; }
.tiles {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(10rem, 100%), 1fr));
  gap: 0.75rem;
  margin: 1.25rem 0 0;
}
.tiles > div { padding: 0.75rem 1rem; }
dt { color: var(--soft); font-size: 0.875rem; }
dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.charts, .columns { display: grid; gap: 1.25rem; }
.charts { grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
.charts.small { grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); }
.columns { grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }
.columns section { margin-top: 0; }
.columns { margin-top: 1.25rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; }
figcaption::first-letter { text-transform: uppercase; }
figure svg { display: block; width: 100%; max-width: 32rem; height: auto; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--soft); }
.writing { max-width: 100ch; white-space: pre-wrap; overflow-wrap: anywhere; }
.wide { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { font-weight: 500; color: var(--soft); text-align: left; }
.facts { width: 100%; }
.facts th, .facts td { padding: 0.3rem 0; border-top: 1px solid var(--edge); vertical-align: top; }
.facts tr:first-child > * { border-top: 0; }
.facts th { padding-right: 1rem; }
.facts td { text-align: right; }
.numbers { margin-top: 0.5rem; }
.numbers th, .numbers td { padding: 0.15rem 0.75rem; text-align: right; }
.confusion { border-collapse: separate; border-spacing: 2px; }
.confusion th, .confusion td { padding: 0.3rem 0.5rem; text-align: center; min-width: 2.6rem; border-radius: 0.25rem; }
.confusion tbody th, .confusion tfoot th { text-align: right; }
.confusion .none { color: var(--soft); opacity: 0.75; }
.confusion .hit { background: color-mix(in srgb, var(--hit) calc(var(--share) * 32%), transparent); }
.confusion .miss { background: color-mix(in srgb, var(--miss) calc(20% + var(--share) * 40%), transparent); font-weight: 700; }
.confusion .rate { color: var(--soft); font-size: 0.8125rem; white-space: nowrap; }
.pictures {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
  gap: 1rem;
  margin: 0;
  padding: 0;
  list-style: none;
}
.picture { display: block; width: 100%; border: 1px solid var(--edge); border-radius: 0.375rem; }
.pictures p { margin: 0.25rem 0 0; line-height: 1.35; }
.verdict { font-size: 0.9375rem; }
.verdict span { font-weight: 700; }
.verdict .predicted { color: var(--wrong); }
.odds { color: var(--soft); font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
pre { margin: 0; font: 0.8125rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--hit); outline-offset: 2px; }
@media (max-width: 40rem) {
  section { padding: 1rem; }
  .confusion { font-size: 0.8125rem; }
  .confusion th, .confusion td { padding: 0.2rem 0.125rem; min-width: 1.75rem; }
  .confusion .rate { font-size: 0.6875rem; }
}
@media print {
  body { padding: 0; }
  section, .tiles > div { break-inside: avoid; }
}
`;
