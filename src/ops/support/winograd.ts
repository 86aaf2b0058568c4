// Convolution by filters of 3 × 3 at stride 1, with 16 products in the place of 36: see assembly/winograd.ts.

import { Tensor } from "../../tensor/tensor.ts";
import { launch } from "../../wasm/generated/launch.ts";
import { Storage } from "../../wasm/storage.ts";
import { padded } from "./padded.ts";

/** y [B, M, P, Q] from x [B, D, H, W], which begins `before` rows and columns behind the padding. */
export interface Product {
  readonly B: number;
  readonly M: number;
  readonly D: number;
  readonly image: readonly [H: number, W: number];
  readonly before: readonly [h: number, w: number];
  readonly places: readonly [P: number, Q: number];
}

/** Tiles of a block, about: V and M of 64 channels then fit in the second-level cache. */
const TILES = 48;
/** What a block may hold: tiles times channels and filters. */
const MOST = 16_000;
const FILTERS = 40;
/** Below that many channels, filters or columns the transforms cost more than they save. */
const CHANNELS = 8;
const COLUMNS = 8;

/** Tile rows of a block; 0 if this product is none for Winograd's algorithm. */
function rowsOf({ M, D, places: [, Q] }: Product): number {
  if (M < CHANNELS || D < CHANNELS || Q < COLUMNS) return 0;
  const perRow = Math.ceil(Q / 2);
  const most = Math.floor(MOST / ((D + FILTERS) * Math.max(perRow, 8)));
  const wanted = Math.max(1, Math.round(TILES / perRow));
  // Products take eight tiles at a time: so many rows leave none over.
  const even = [1, 2, 4, 8].find((rows) => (rows * perRow) % 8 === 0)!;
  const rows = Math.max(even, Math.round(wanted / even) * even);
  return rows <= most ? rows : Math.min(wanted, most);
}

export function suitsWinograd(product: Product): boolean {
  return rowsOf(product) > 0;
}

/** `w` is read as [M, D, 3, 3] through these strides, its taps in reverse order if `flip`. */
export function winograd(
  y: Tensor,
  x: Tensor,
  w: { tensor: Tensor; mStride: number; dStride: number; flip: boolean },
  bias: Tensor | null,
  product: Product,
  relu: boolean,
): void {
  const { B, M, D, image, before, places } = product;
  const [P, Q] = places;
  const rows = rowsOf(product);
  const panels = new Storage(16 * 20 * Math.ceil(M / 5) * D);
  const sizes = [2 * Math.ceil(P / 2) + 2, 2 * Math.ceil(Q / 2) + 2] as const;
  const source = padded(x.address, B * D, image, before, sizes);
  launch.winograd_filters(
    panels.address,
    w.tensor.address,
    M,
    D,
    w.mStride,
    w.dStride,
    w.flip ? 1 : 0,
    Math.ceil(M / 5),
  );
  launch.winograd_tiles(
    ...[y.address, source.address, panels.address, bias === null ? 0 : bias.address],
    ...[B, M, D, source.H, source.W, P, Q, rows, relu ? 1 : 0],
    ...[Math.ceil((B * Math.ceil(P / 2)) / rows)],
  );
  source.release();
  panels.release();
}

/** Bytes of transformed tiles at a time, about. */
const GROUP_BYTES = 1.5e6;

/** dw [M, D, 3, 3], the gradient of the filters of `product`. */
export function winogradFilterGradient(x: Tensor, dy: Tensor, product: Product): Tensor {
  const { B, M, D, image, before, places } = product;
  const [P, Q] = places;
  const [TP, TQ] = [Math.ceil(P / 2), Math.ceil(Q / 2)];
  const group = Math.max(1, Math.min(B, Math.floor(GROUP_BYTES / (64 * (M + D) * TP * TQ))));
  const source = padded(x.address, B * D, image, before, [2 * TP + 2, 2 * TQ + 2]);
  const gradient = padded(dy.address, B * M, places, [0, 0], [2 * TP, 2 * TQ]);
  const v = new Storage(64 * D * group * TP * TQ);
  const dm = new Storage(64 * M * group * TP * TQ);
  const du = new Storage(64 * M * D);
  launch.fill(du.address, 0, 16 * M * D);
  for (let b = 0; b < B; b += group) {
    const n = Math.min(group, B - b);
    const images = source.address + 4 * b * D * source.H * source.W;
    const gradients = gradient.address + 4 * b * M * gradient.H * gradient.W;
    launch.winograd_input(v.address, images, n, D, source.H, source.W, TP, TQ, D);
    launch.winograd_gradient(dm.address, gradients, n, M, gradient.H, gradient.W, TP, TQ, M);
    launch.winograd_accumulate(du.address, dm.address, v.address, M, D, n * TP * TQ, 16);
  }
  const dw = new Tensor([M, D, 3, 3]);
  launch.winograd_filter_gradient(dw.address, du.address, M * D, M * D);
  for (const used of [source, gradient, v, dm, du]) used.release();
  return dw;
}
