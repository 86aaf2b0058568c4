import { checkValue } from "../base/check.ts";
import { ShapeError } from "../base/errors.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import type { DecisionGrid } from "./decision-grid.ts";
import { type Locate, shapes } from "./layers.ts";
import { plot } from "./plot.ts";
import { classLayers, type Points } from "./scatter-chart.ts";
import { INK, lookOf } from "./theme.ts";

/** Options of `decisionBoundaryChart`. */
export interface DecisionBoundaryChartOptions extends ChartOptions {
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** Names of the classes; default 0, 1, 2, … */
  readonly classes?: readonly string[];
}

/**
 * Points by their true class over the regions in which each class is predicted, with lines between these: what `decisionGrid` found. Points that are not finite are
 * left out.
 *
 * Throws `ShapeError` unless there are as many x as y and labels, and whole rows of cells; `ValueError` if there is no finite point, or a class is no whole number from 0
 * on, or has no name among `classes`.
 */
export function decisionBoundaryChart(
  points: Points,
  grid: DecisionGrid,
  options: DecisionBoundaryChartOptions = {},
): string {
  const { xName = "", yName = "" } = options;
  const { xRange, yRange, classes, columns } = grid;
  const layers = classLayers("decisionBoundaryChart", points, options.classes);
  const rows = classes.length / columns;
  if (!Number.isInteger(rows) || rows === 0) {
    throw new ShapeError(
      `decisionBoundaryChart: grid.classes holds ${classes.length} cells, expected rows of ${columns}`,
    );
  }
  for (let i = 0; i < classes.length; i++) {
    const isClass = Number.isInteger(classes[i]) && classes[i]! >= 0;
    checkValue("decisionBoundaryChart", `grid.classes[${i}]`, classes[i], isClass, "a whole number from 0 on");
  }
  const draw = (locate: Locate): object[] => {
    const [left, bottom] = locate([xRange[0], yRange[0]]);
    const [right, top] = locate([xRange[1], yRange[1]]);
    const x = (column: number): number => round(left + ((right - left) * column) / columns);
    const y = (row: number): number => round(bottom + ((top - bottom) * row) / rows);
    const { regions, borders } = outlined(classes, columns, x, y);
    return [
      ...[...regions].map(([c, path]) => ({
        type: "path",
        shape: { pathData: path },
        style: { fill: lookOf(c).color, opacity: 0.2 },
      })),
      { type: "path", shape: { pathData: borders }, style: { fill: "none", stroke: INK, lineWidth: 1.25 } },
    ];
  };
  const corners = [
    [xRange[0], yRange[0]],
    [xRange[1], yRange[1]],
  ] as const;
  return plot(
    {
      ...sized("decisionBoundaryChart", options, "Regions of the predicted classes, and points by their true class"),
      usualHeight: 380,
      x: { name: xName, range: xRange },
      y: { name: yName, range: yRange },
    },
    [shapes(corners, draw), ...layers],
  );
}

/** Each class's cells as boxes, runs of equal ones as one; and the edges between cells of different classes. */
function outlined(
  classes: ArrayLike<number>,
  columns: number,
  x: (column: number) => number,
  y: (row: number) => number,
): { regions: ReadonlyMap<number, string>; borders: string } {
  const regions = new Map<number, string>();
  let borders = "M0 0";
  for (let row = 0; row * columns < classes.length; row++) {
    const at = (column: number): number => classes[row * columns + column]!;
    for (let column = 0, next = 0; column < columns; column = next) {
      for (next = column + 1; next < columns && at(next) === at(column);) next++;
      const box = `M${x(column)} ${y(row)}H${x(next)}V${y(row + 1)}H${x(column)}Z`;
      regions.set(at(column), (regions.get(at(column)) ?? "") + box);
      if (next < columns) borders += `M${x(next)} ${y(row)}V${y(row + 1)}`;
    }
    const differs = (column: number): boolean =>
      row > 0 && column < columns && at(column) !== classes[(row - 1) * columns + column];
    for (let column = 0; row > 0 && column < columns; column++) {
      if (!differs(column)) continue;
      const from = column;
      while (differs(column)) column++;
      borders += `M${x(from)} ${y(row)}H${x(column)}`;
    }
  }
  return { regions, borders };
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
