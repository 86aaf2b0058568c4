import { checkValue } from "../base/check.ts";

// An SVG file sees the reader's choice of light or dark, not the page around it: with a ground of its own it can be read on any page.
const STYLE = `<style>
:root { --chart-page: #ffffff; --chart-ink: #52525b; --chart-grid: #e4e4e7; font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
@media (prefers-color-scheme: dark) {
:root { --chart-page: #0d1117; --chart-ink: #b4b4bd; --chart-grid: #34343b; --chart-line-1: #7cb0ff; --chart-line-2: #fb9a5c; --chart-line-3: #5fd38a; --chart-line-4: #c99bff }
}
</style>`;

/**
 * A chart as the text of a file of its own, to be shown as an image: with a margin and a ground, light or dark as its reader has chosen.
 *
 *     await writeFile("loss.svg", svgFile(lineChart(lines, { label: "Loss by epoch" })));
 *
 * `margin` is in pixels; default 12. Throws `ValueError` unless `svg` is what the functions for charts answer.
 */
export function svgFile(svg: string, margin = 12): string {
  const head = /^<svg\s[^>]*?\swidth="([\d.]+)"\s+height="([\d.]+)"[^>]*>/.exec(svg);
  checkValue("svgFile", "svg", JSON.stringify(svg.slice(0, 20)), head !== null, "a chart, <svg … width height …>");
  const [width, height] = [Number(head![1]) + 2 * margin, Number(head![2]) + 2 * margin];
  const outer = head![0]
    .replace(/\s+/g, " ")
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${width}" height="${height}"`)
    .replace(/ viewBox="[^"]*"/, ` viewBox="${-margin} ${-margin} ${width} ${height}"`);
  const ground = `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" rx="8" fill="var(--chart-page, #ffffff)"/>`;
  return `${outer}\n${STYLE}\n${ground}\n${svg.slice(head![0].length).trim().replace(/>\s+</g, ">\n<")}\n`;
}
