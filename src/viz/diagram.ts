import { checkValue } from "../base/check.ts";
import { checkSize } from "./chart-options.ts";
import { html, type Markup } from "./html.ts";
import { COLORS, INK, PAGE } from "./theme.ts";

/** A box of a diagram. */
export interface DiagramNode {
  /** Where its middle is, in pixels from the left and from the top. */
  readonly at: readonly [x: number, y: number];
  /** What stands in it, a line each. */
  readonly text: string | readonly string[];
  /** Default `[44, 32]`. */
  readonly size?: readonly [width: number, height: number];
  /** "box", "circle" of the size's height, or "none" for bare text; default "box". */
  readonly shape?: "box" | "circle" | "none";
  /** Which of the ten colours of charts it has, from 0 on; default the ink's. */
  readonly color?: number;
}

/** An arrow of a diagram. */
export interface DiagramEdge {
  /** Names of two nodes. */
  readonly from: string;
  readonly to: string;
  /** What stands at its middle; default nothing. */
  readonly label?: string;
  /** How many pixels its middle is to the left of the straight way from middle to middle, about; default 0. */
  readonly bend?: number;
  /** Default false. */
  readonly dashed?: boolean;
  /** As a node's. */
  readonly color?: number;
}

/** Options of `diagram`. */
export interface DiagramOptions {
  /** Read out in place of the picture, and shown nowhere. */
  readonly label: string;
  /** Width in pixels; default 480. */
  readonly width?: number;
  /** Height in pixels; default 280. */
  readonly height?: number;
}

type Point = readonly [x: number, y: number];

const LINE = 16;
const ARROW = 7;
/** About the width of a letter. */
const GLYPH = 6.6;

/**
 * Boxes and arrows between them as an SVG element: no script, no font, no address of anything outside. Each stands where it is told to.
 *
 * Throws `ValueError` for an arrow from or to a node that is not there, or a size that is not a positive number.
 */
export function diagram(
  nodes: Readonly<Record<string, DiagramNode>>,
  edges: readonly DiagramEdge[],
  { label, width = 480, height = 280 }: DiagramOptions,
): string {
  checkSize("diagram", { width, height });
  const nodeOf = (edge: number, end: "from" | "to"): DiagramNode => {
    const name = edges[edge]![end];
    const known = Object.keys(nodes);
    checkValue("diagram", `edges[${edge}].${end}`, name, known.includes(name), `one of ${known.join(", ")}`);
    return nodes[name]!;
  };
  return html`<svg
    role="img"
    aria-label="${label}"
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    font-family="inherit"
    font-size="13"
    text-anchor="middle"
  >
    ${edges.map((edge, i) => drawEdge(edge, nodeOf(i, "from"), nodeOf(i, "to")))} ${Object.values(nodes).map(drawNode)}
  </svg>`.text;
}

function drawNode({ at: [x, y], text, size: [w, h] = [44, 32], shape = "box", color }: DiagramNode): Markup {
  const lines = typeof text === "string" ? [text] : text;
  const width = shape === "circle" ? h : w;
  const frame = html`<rect
    x="${x - width / 2}"
    y="${y - h / 2}"
    width="${width}"
    height="${h}"
    rx="${shape === "circle" ? h / 2 : 7}"
    fill="none"
    stroke="${inkOf(color)}"
    stroke-width="1.75"
  />`;
  const first = y + 4.5 - (LINE * (lines.length - 1)) / 2;
  return html`${shape !== "none" && frame}${lines.map((line, i) => written([x, first + i * LINE], line, INK))}`;
}

function drawEdge({ label, bend = 0, dashed = false, color }: DiagramEdge, from: DiagramNode, to: DiagramNode): Markup {
  const [[x1, y1], [x2, y2]] = [from.at, to.at];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  // The control point of a parabola is twice as far out as its middle.
  const [left, up] = [(y2 - y1) / length, -(x2 - x1) / length];
  const control: Point = [(x1 + x2) / 2 + 2 * bend * left, (y1 + y2) / 2 + 2 * bend * up];
  const start = borderOf(from, control, 3);
  const tip = borderOf(to, control, 3);
  const angle = Math.atan2(tip[1] - control[1], tip[0] - control[0]);
  const wing = (turn: number): string =>
    point([tip[0] - ARROW * Math.cos(angle + turn), tip[1] - ARROW * Math.sin(angle + turn)]);
  const middle: Point = [
    (start[0] + 2 * control[0] + tip[0]) / 4,
    (start[1] + 2 * control[1] + tip[1]) / 4 + 4.5, // of the letters
  ];
  const ink = inkOf(color);
  return html`<path
      d="M${point(start)}Q${point(control)} ${point(tip)}"
      fill="none"
      stroke="${ink}"
      stroke-width="1.5"
      stroke-dasharray="${dashed ? "5 4" : "none"}"
    /><path d="M${point(tip)}L${wing(0.45)}L${wing(-0.45)}Z" fill="${ink}" />${
      label !== undefined && overLine(middle, label, color === undefined ? INK : ink)
    }`;
}

/** Where the way from a node's middle to `toward` leaves it, and `gap` further. */
function borderOf(
  { at: [x, y], size: [w, h] = [44, 32], shape = "box" }: DiagramNode,
  toward: Point,
  gap: number,
): Point {
  const [dx, dy] = [toward[0] - x, toward[1] - y];
  const length = Math.hypot(dx, dy) || 1;
  const inside =
    shape === "circle" ? h / 2 : Math.min(w / 2 / Math.abs(dx / length), h / 2 / Math.abs(dy / length), length);
  return [x + (dx / length) * (inside + gap), y + (dy / length) * (inside + gap)];
}

function written([x, y]: Point, text: string, ink: string): Markup {
  return html`<text x="${short(x)}" y="${short(y)}" fill="${ink}">${text}</text>`;
}

/** Text in a gap of the line below it. */
function overLine([x, y]: Point, text: string, ink: string): Markup {
  const width = GLYPH * [...text].length + 4;
  return html`<rect
      x="${short(x - width / 2)}"
      y="${short(y - 13)}"
      width="${short(width)}"
      height="17"
      fill="${PAGE}"
    />${written([x, y], text, ink)}`;
}

function inkOf(color: number | undefined): string {
  return color === undefined ? INK : COLORS[color % COLORS.length]!;
}

function point([x, y]: Point): string {
  return `${short(x)} ${short(y)}`;
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
