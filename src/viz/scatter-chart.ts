import { checkValue } from "../base/check.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { checkLengths } from "./check-numbers.ts";
import { guide, type Layer, marks, type Place } from "./layers.ts";
import { plot } from "./plot.ts";
import { lookOf } from "./theme.ts";

/** Places in a plane: as many x as y. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** The class of each, from 0 on, which has its own colour and mark; default one for all. */
  readonly labels?: ArrayLike<number>;
}

/** What a chart says beside its points. */
export interface ScatterChartOptions extends ChartOptions {
  readonly label: string;
  /** What the axes count; default nothing. */
  readonly xName?: string;
  readonly yName?: string;
  /** Names of the classes; default 0, 1, 2, … */
  readonly classes?: readonly string[];
  /** A line to hold the points against, from one side to the other: `y = x`, or `y = 0`. Default none. */
  readonly line?: "y = x" | "y = 0";
}

/**
 * Points as an SVG element: no script, no font, no address of anything outside. A point that is not finite is left out.
 *
 * Throws `ShapeError` unless there are as many x as y and labels, `ValueError` if there is no finite point, a label is no whole number from 0 on, or has no
 * name among `classes`, or a size is not a positive number.
 */
export function scatterChart(points: Points, options: ScatterChartOptions): string {
  const { xName = "", yName = "", line } = options;
  const layers = classLayers("scatterChart", points, options.classes);
  return plot({ ...sized("scatterChart", options, ""), usualHeight: 320, x: { name: xName }, y: { name: yName } }, [
    ...(line === undefined ? [] : [guide(across(points, line === "y = x"))]),
    ...layers,
  ]);
}

/** The finite points, a layer a class. Throws as `scatterChart` does; `op` begins messages. */
export function classLayers(op: string, { x, y, labels }: Points, classes?: readonly string[]): Layer[] {
  checkLengths(op, { x, y, ...(labels !== undefined && { labels }) });
  const groups = new Map<number, Place[]>();
  for (let i = 0; i < x.length; i++) {
    const label = labels?.[i] ?? 0;
    checkValue(op, `labels[${i}]`, label, Number.isInteger(label) && label >= 0, "a whole number from 0 on");
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    if (!groups.has(label)) groups.set(label, []);
    groups.get(label)!.push([x[i]!, y[i]!]);
  }
  checkValue(op, "points", "empty", groups.size > 0, "at least one finite point");
  if (labels === undefined) return [marks(groups.get(0)!, lookOf(0), undefined, 6, 0.55)];
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([label, places]) => marks(places, lookOf(label), nameOf(op, label, classes)));
}

function nameOf(op: string, label: number, classes: readonly string[] | undefined): string {
  if (classes === undefined) return String(label);
  checkValue(op, "a label", label, label < classes.length, `one of the ${classes.length} classes`);
  return classes[label]!;
}

/** A straight line across the points that are drawn. */
function across({ x, y }: Points, rises: boolean): Place[] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    if (Number.isFinite(x[i]) && Number.isFinite(y[i])) [least, most] = [Math.min(least, x[i]!), Math.max(most, x[i]!)];
  }
  return [least, most].map((at) => [at, rises ? at : 0]);
}
