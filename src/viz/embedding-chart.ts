import { checkNumbers } from "./check-numbers.ts";
import { type ChartOptions, sized } from "./chart-options.ts";
import { formatPercent } from "./format.ts";
import { plot } from "./plot.ts";
import { classLayers, type Points } from "./scatter-chart.ts";

/** Options of `embeddingChart`. */
export interface EmbeddingChartOptions extends ChartOptions {
  /** Names of the classes; default 0, 1, 2, … */
  readonly classes?: readonly string[];
}

/**
 * Places in a plane by class: what `principalComponents` made of what a layer gives. Classes that a layer tells apart lie apart.
 *
 * Throws as `scatterChart` does.
 */
export function embeddingChart(
  points: Points & { readonly shares?: readonly [number, number] },
  options: EmbeddingChartOptions = {},
): string {
  const { shares } = points;
  if (shares !== undefined) checkNumbers("embeddingChart", { shares }, 0, 1 + 1e-9);
  const name = (which: string, share: number | undefined): string =>
    share === undefined ? "" : `${which} component (${formatPercent(share, 0)} of the variance)`;
  return plot(
    {
      ...sized("embeddingChart", options, "Points of each class, in the plane in which they differ most"),
      usualHeight: 380,
      x: { name: name("first", shares?.[0]) },
      y: { name: name("second", shares?.[1]) },
    },
    classLayers("embeddingChart", points, options.classes),
  );
}
