import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import { html, type Markup, raw } from "./html.ts";

/**
 * A grey picture as inline SVG, one square a pixel: 0 is paper (white), 1 is ink (black), values outside are clipped and
 * NaN is paper. `label` says what it shows to those who cannot see it.
 *
 * Shapes: `pixels [H·W]`, row by row, `size` is `[H, W]`. Throws `ShapeError` if they disagree, `ValueError` for an empty
 * or broken size.
 */
export function picture(pixels: ArrayLike<number>, size: readonly [number, number], label: string): Markup {
  const [H, W] = size;
  const isSize = [H, W].every((n) => Number.isInteger(n) && n > 0);
  checkValue("picture", "size", formatShape(size), isSize, "whole numbers above 0");
  if (pixels.length !== H * W) {
    throw new ShapeError(`picture: pixels holds ${pixels.length} numbers, expected ${H * W} for ${formatShape(size)}`);
  }
  // One path a grey level, and runs of equal pixels as one box: an eighth of the size of a box a pixel.
  const paths = new Map<number, string>();
  for (let y = 0; y < H; y++) {
    for (let x = 0, next = 0; x < W; x = next) {
      const level = grey(pixels[y * W + x]!);
      for (next = x + 1; next < W && grey(pixels[y * W + next]!) === level;) next++;
      if (level < 255) paths.set(level, `${paths.get(level) ?? ""}M${x} ${y}h${next - x}v1h${x - next}z`);
    }
  }
  const shapes = [...paths].map(([level, d]) => `<path fill="rgb(${level},${level},${level})" d="${d}"/>`).join("");
  return html`<svg
    class="picture"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${W} ${H}"
    shape-rendering="crispEdges"
  >
    <rect width="${W}" height="${H}" fill="#fff" />
    ${raw(shapes)}
  </svg>`;
}

function grey(ink: number): number {
  return 255 - Math.round(255 * Math.min(1, Math.max(0, Number.isNaN(ink) ? 0 : ink)));
}
