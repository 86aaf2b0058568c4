import { checkValue } from "../base/check.ts";
import { DARK_PAGE, DARK_PROPERTIES, PAGE } from "./theme.ts";

// An SVG file sees the reader's choice of light or dark, not the page around it: with a ground of its own it can be read on any page.
const STYLE = `<style>
:root { font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
@media (prefers-color-scheme: dark) {
:root { --chart-page: ${DARK_PAGE}; ${DARK_PROPERTIES} }
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
  const ground = `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" rx="8" fill="${PAGE}"/>`;
  return `${outer}\n${STYLE}\n${ground}\n${svg.slice(head![0].length).trim().replace(/>\s+</g, ">\n<")}\n`;
}
