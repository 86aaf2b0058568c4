// Small pictures side by side, in rows with titles: what feature maps and filters are drawn as.

import { encode } from "fast-png";
import { html, type Markup } from "./html.ts";
import { INK } from "./theme.ts";

/** Numbers of one picture, row by row, and what is written below it. */
export interface Tile {
  readonly pixels: ArrayLike<number>;
  readonly label: string;
}

/** Pictures of one size, whose colours mean the same. */
export interface TileGroup {
  readonly title: string;
  readonly size: readonly [H: number, W: number];
  readonly tiles: readonly Tile[];
}

const GAP = 8;
const TITLE = 26;
const LABEL = 16;
const LEGEND = 34;
const BAR = 160;

/**
 * An SVG element of all groups below each other, with a legend: 0 is white, negative numbers are orange, positive ones blue, the deeper
 * the nearer they are to the largest magnitude of their group. Infinities count as that, NaN is grey.
 */
export function tileChart(
  label: string,
  groups: readonly TileGroup[],
  { width, side }: { readonly width: number; readonly side: number },
): string {
  const columns = Math.max(1, Math.floor((width + GAP) / (side + GAP)));
  const ramp = Array.from({ length: 65 }, (_, i) => i / 32 - 1);
  let top = LEGEND;
  const parts: Markup[] = [
    image(ramp, [1, ramp.length], 1, { x: 0, y: 0, width: BAR, height: 10 }),
    text(0, 24, "−"),
    text(BAR / 2, 24, "0", "middle"),
    text(BAR, 24, "+", "end"),
    text(BAR + 16, 10, "to the largest magnitude of each group"),
  ];
  for (const { title, size, tiles } of groups) {
    const [H, W] = size;
    const scale = side / Math.max(H, W);
    const [w, h] = [W * scale, H * scale];
    const most = magnitude(tiles);
    parts.push(html`<text x="0" y="${top + 17}" fill="${INK}" font-size="13" font-weight="600">${title}</text>`);
    top += TITLE;
    const step = h + LABEL + GAP;
    for (const [i, tile] of tiles.entries()) {
      const [x, y] = [(i % columns) * (side + GAP), top + Math.floor(i / columns) * step];
      parts.push(image(tile.pixels, size, most, { x, y, width: w, height: h }));
      parts.push(text(x + w / 2, y + h + 12, tile.label, "middle"));
    }
    top += Math.ceil(tiles.length / columns) * step + GAP;
  }
  return html`<svg
    role="img"
    aria-label="${label}"
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${top}"
    viewBox="0 0 ${width} ${top}"
    font-family="inherit"
  >
    ${parts}
  </svg>`.text;
}

/** The largest magnitude in a group, which is never 0. */
function magnitude(tiles: readonly Tile[]): number {
  let most = 0;
  for (const { pixels } of tiles) {
    for (let i = 0; i < pixels.length; i++) {
      const size = Math.abs(pixels[i]!);
      if (size > most && size < Infinity) most = size;
    }
  }
  return most === 0 ? 1 : most;
}

function text(x: number, y: number, content: string, anchor = "start"): Markup {
  return html`<text x="${x}" y="${y}" fill="${INK}" font-size="11" text-anchor="${anchor}">${content}</text>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers as a picture inside the markup, with an edge that shows where white ends. */
function image(pixels: ArrayLike<number>, [H, W]: readonly [number, number], most: number, box: Box): Markup {
  const data = new Uint8Array(3 * H * W);
  for (let i = 0; i < H * W; i++) data.set(colorOf(pixels[i]! / most), 3 * i);
  const png = encode({ width: W, height: H, data, channels: 3 });
  const href = `data:image/png;base64,${base64(png)}`;
  const { x, y, width, height } = box;
  return html`<image
      href="${href}"
      x="${x}"
      y="${y}"
      width="${width}"
      height="${height}"
      preserveAspectRatio="none"
      style="image-rendering: pixelated"
    /><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${INK}" stroke-opacity="0.35" />`;
}

const WHITE = [255, 255, 255] as const;
const GREY = [128, 128, 128] as const;
const BLUE = [22, 62, 156] as const;
const ORANGE = [168, 60, 6] as const;

/** The colour of a number from −1 to 1. */
function colorOf(value: number): readonly number[] {
  if (Number.isNaN(value)) return GREY;
  const end = value < 0 ? ORANGE : BLUE;
  const share = Math.min(1, Math.abs(value));
  return end.map((c, i) => Math.round(WHITE[i]! + share * (c - WHITE[i]!)));
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
