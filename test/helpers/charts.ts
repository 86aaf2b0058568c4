import { readMarkup } from "./markup.ts";

export type Place = readonly [x: number, y: number];

const placesOf = (d: string): Place[] =>
  [...d.matchAll(/[ML]\s*(-?[\d.]+)[ ,]+(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

/** The places of each line that is drawn in the n-th colour, from 1 on. */
export function linesOf(svg: string, color: number): Place[][] {
  return readMarkup(svg)
    .tags.filter(({ attributes }) => attributes.get("fill") === "none" && colorOf(attributes.get("stroke")) === color)
    .map(({ attributes }) => placesOf(attributes.get("d") ?? ""))
    .filter((places) => places.length > 1);
}

/** The dashed lines that others are held against. */
export function guidesOf(svg: string): Place[][] {
  return readMarkup(svg)
    .tags.filter(
      ({ attributes }) =>
        attributes.get("stroke")?.includes("--chart-ink") === true &&
        attributes.has("stroke-dasharray") &&
        attributes.get("stroke-width") === "1.5",
    )
    .map(({ attributes }) => placesOf(attributes.get("d") ?? ""));
}

/** How many shapes are filled with the n-th colour, and how many of these pale. */
export function fillsOf(svg: string, color: number): { readonly all: number; readonly pale: number } {
  const fills = readMarkup(svg).tags.filter(({ attributes }) => colorOf(attributes.get("fill")) === color);
  const isPale = (opacity = "1"): boolean => Number(opacity) < 0.5;
  const pale = fills.filter(({ attributes }) => isPale(attributes.get("fill-opacity") ?? attributes.get("opacity")));
  return { all: fills.length, pale: pale.length };
}

function colorOf(paint = ""): number | null {
  const match = /--chart-line-(\d+)/.exec(paint);
  return match === null ? null : Number(match[1]);
}
