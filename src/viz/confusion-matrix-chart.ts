import { type ChartOptions, sized } from "./chart-options.ts";
import { type ConfusionMatrix, checkedMatrix } from "./confusion-matrix.ts";
import { type Locate, type Place, shapes } from "./layers.ts";
import { plot } from "./plot.ts";
import { textWidth } from "./text-width.ts";
import { lookOf, STRONG, TEXT } from "./theme.ts";

const [HIT, MISS] = [lookOf(0).color, lookOf(1).color];
/** Of a cell, in pixels: as large as it may be, and as small as its number needs it. */
const [LARGEST, LEAST] = [64, 22];
const LABEL_WIDTH = 130;

/**
 * The matrix as a picture: a row a true class, a column a predicted one, hits blue and misses orange, the deeper the larger their share of the true class.
 *
 * Throws `ShapeError` unless the matrix is square and every class has a name, `ValueError` if it is empty or a count is none.
 */
export function confusionMatrixChart(matrix: ConfusionMatrix, options: ChartOptions = {}): string {
  const { names, rows, figures } = checkedMatrix("confusionMatrixChart", matrix);
  const V = names.length;
  const widest = Math.max(...names.map((name) => textWidth(name, TEXT.fontSize)));
  const beside = Math.min(LABEL_WIDTH, widest) + 30;
  const cell = Math.max(LEAST, Math.min(LARGEST, (480 - beside) / V));
  const frame = sized("confusionMatrixChart", { width: Math.ceil(beside + V * cell), ...options }, "Confusion matrix");
  const pitch = (frame.width - beside) / V;
  const isTurned = Math.min(LABEL_WIDTH, widest) > pitch - 6;
  const below = isTurned ? Math.min(LABEL_WIDTH, widest) + 10 : 26;
  const cells = rows.flatMap((row, t) =>
    row.map((count, p) => ({ at: [p, t] as const, count, share: count / figures.support[t]! })),
  );
  const most = Math.max(...cells.map(({ count }) => String(count).length));
  const fontSize = Math.max(8, Math.min(13, pitch / (0.64 * most + 0.4)));
  const draw = (locate: Locate): object[] => {
    const [x0, y0] = locate([0, 0]);
    const [w, h] = V === 1 ? [pitch, pitch] : [locate([1, 0])[0] - x0, locate([0, 1])[1] - y0];
    return cells.flatMap(({ at, count, share }) => {
      const [x, y] = locate(at);
      const shape = { x: x - w / 2 + 1, y: y - h / 2 + 1, width: w - 2, height: h - 2, r: 3 };
      const isHit = at[0] === at[1];
      // The root keeps a single miss among many samples visible.
      const opacity = count === 0 ? 0.05 : 0.1 + 0.35 * Math.sqrt(share);
      const fill = count === 0 ? TEXT.color : isHit ? HIT : MISS;
      const style = {
        x,
        y,
        text: String(count),
        fill: STRONG,
        fontSize,
        fontFamily: "inherit",
        align: "center",
        verticalAlign: "middle",
      };
      return [{ type: "rect", shape, style: { fill, opacity } }, ...(count === 0 ? [] : [{ type: "text", style }])];
    });
  };
  const corners: Place[] = [
    [0, 0],
    [V - 1, V - 1],
  ];
  const labels = { labels: names, roomy: true, labelWidth: LABEL_WIDTH };
  return plot(
    {
      ...frame,
      usualHeight: Math.ceil(V * pitch + below + 52),
      x: { name: "predicted class", ...labels, ...(isTurned && { turned: 90 }) },
      y: { name: "true class", ...labels },
    },
    [shapes(corners, draw)],
  );
}
