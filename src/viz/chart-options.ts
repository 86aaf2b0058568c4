import { checkValue } from "../base/check.ts";

/** What every chart takes. */
export interface ChartOptions {
  /** Stands above the chart; default nothing. */
  readonly title?: string;
  /** Read out in place of the picture, and shown nowhere; default what the chart is made of. */
  readonly label?: string;
  /** Width in pixels; default 480. */
  readonly width?: number;
  /** Height in pixels; default what it takes. */
  readonly height?: number;
}

/** Throws `ValueError` unless all sizes that are given are finite numbers above 0. */
export function checkSize(op: string, sizes: Readonly<Record<string, number | undefined>>): void {
  for (const [name, size = 1] of Object.entries(sizes)) {
    checkValue(op, name, size, size > 0 && size < Infinity, "a finite number of pixels above 0");
  }
}

/** Throws `ValueError` unless the chart has its size; answers what a plot takes. */
export function sized(
  op: string,
  { title = "", label, width = 480, height }: ChartOptions,
  usualLabel: string,
): ChartOptions & { readonly label: string; readonly width: number } {
  checkSize(op, { width, height });
  return { title, label: label ?? (title === "" ? usualLabel : title), width, ...(height !== undefined && { height }) };
}
