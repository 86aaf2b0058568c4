/** A number that was measured, and what it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What is asked for, as in `at least 1.2`; empty if nothing is. */
  readonly target: string;
  /** Null where nothing is asked for. */
  readonly met: boolean | null;
  /** Where it comes from. */
  readonly detail: string;
}

export function atLeast(least: number, figure: Pick<Figure, "name" | "value" | "unit" | "detail">): Figure {
  return { ...figure, target: `at least ${least}`, met: figure.value >= least };
}

export function atMost(most: number, figure: Pick<Figure, "name" | "value" | "unit" | "detail">): Figure {
  return { ...figure, target: `at most ${most}`, met: figure.value <= most };
}

/** Lines of cells as text, the columns aligned; the first is a head. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Figures as a table with a head. */
export function table(figures: readonly Figure[]): string {
  const mark = ({ met }: Figure) => (met === null ? "" : met ? "yes" : "NO");
  return aligned([
    ["", "measured", "asked for", "met", ""],
    ...figures.map((f) => [f.name, `${f.value.toPrecision(3)} ${f.unit}`.trimEnd(), f.target, mark(f), f.detail]),
  ]);
}

/** A time in the unit that suits it. */
export function time(milliseconds: number): string {
  return milliseconds < 0.1 ? `${(milliseconds * 1000).toPrecision(3)} µs` : `${milliseconds.toPrecision(3)} ms`;
}
