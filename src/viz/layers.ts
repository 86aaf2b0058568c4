// What a plot is made of, drawn in their order.

import { INK, type Look } from "./theme.ts";

export type Place = readonly [x: number, y: number];

/** One thing in a plot. */
export interface Layer {
  /** What the legend calls it; one without a name is left out there. */
  readonly name?: string;
  /** How it is drawn there, as the charting library takes it; default as in the plot. */
  readonly entry?: object;
  /** As the charting library takes it. */
  readonly series: object;
}

/** How a line is drawn, beside its look. */
export interface LineStyle {
  readonly name?: string | undefined;
  /** Whether its points are marked; default false. */
  readonly marked?: boolean;
  readonly dash?: Look["dash"];
  readonly width?: number;
  readonly opacity?: number;
}

/** A line through points in their order; null leaves a gap. */
export function line(
  points: readonly (Place | null)[],
  { color, dash: usual, symbol }: Look,
  style: LineStyle = {},
): Layer {
  const { name, marked = false, dash = usual, width = 2.25, opacity = 1 } = style;
  return {
    ...(name !== undefined && { name }),
    ...(!marked && { entry: { itemStyle: { opacity: 0 } } }),
    series: {
      type: "line",
      data: points.map((point) => point ?? ["-", "-"]),
      lineStyle: { width, type: dash, opacity },
      symbol: marked ? symbol : "none",
      symbolSize: symbol === "circle" ? 5 : 7,
      itemStyle: { color, borderWidth: 0 },
    },
  };
}

/** A line to hold others against, behind them. */
export function guide(points: readonly Place[], name?: string): Layer {
  const pale = { color: INK, dash: "dashed", symbol: "none" } as const;
  const layer = line(points, pale, { name, width: 1.5 });
  return { ...layer, series: { ...layer.series, z: 1 } };
}

/** Points with marks. */
export function marks(
  points: readonly Place[],
  { color, symbol }: Look,
  name?: string,
  size = 6,
  opacity = 0.75,
): Layer {
  return {
    ...(name !== undefined && { name }),
    series: {
      type: "scatter",
      data: points,
      symbol,
      symbolKeepAspect: true,
      symbolSize: symbol === "circle" ? size : size + 1.5,
      itemStyle: { color, opacity },
      z: 3,
    },
  };
}

/** Where a place of the plot is in the picture. */
export type Locate = (place: Place) => Place;

/**
 * Shapes of the charting library, in pixels; `extent` holds corners that the axes have to reach.
 */
export function shapes(extent: readonly Place[], draw: (locate: Locate) => readonly object[]): Layer {
  return {
    series: {
      type: "custom",
      data: extent,
      renderItem: ({ dataIndex }: { dataIndex: number }, { coord }: { coord: (place: Place) => Place }) =>
        dataIndex === 0 ? { type: "group", children: draw((place) => coord(place)) } : undefined,
      z: 1,
    },
  };
}

/** A pale area between a lower and an upper line. */
export function band(x: readonly number[], low: readonly number[], high: readonly number[], { color }: Look): Layer {
  const around: Place[] = [
    ...x.map((at, i): Place => [at, high[i]!]),
    ...x.map((at, i): Place => [at, low[i]!]).reverse(),
  ];
  return shapes(around, (locate) => [
    { type: "polygon", shape: { points: around.map(locate) }, style: { fill: color, opacity: 0.18 } },
  ]);
}

/** Boxes, each from a corner to the one across. */
export function boxes(corners: readonly (readonly [Place, Place])[], { color }: Look, opacity: number): Layer {
  return shapes(corners.flat(), (locate) =>
    corners.map(([from, to]) => {
      const [[x1, y1], [x2, y2]] = [locate(from), locate(to)];
      const shape = { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
      return { type: "rect", shape, style: { fill: color, opacity } };
    }),
  );
}
