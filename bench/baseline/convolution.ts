import { matrix, multiply, transpose } from "./matmul.ts";

/** Sizes of a convolution x [B, C, H, H] by filters [O, C, R, R]. */
export interface ConvolutionSizes {
  readonly B: number;
  readonly C: number;
  readonly O: number;
  readonly H: number;
  readonly R: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** Rows, and columns, of the output. */
export function placesOf({ H, R, stride, padding, dilation }: ConvolutionSizes): number {
  return Math.floor((H + 2 * padding - dilation * (R - 1) - 1) / stride) + 1;
}

/** Convolution and its gradients by way of a column matrix [C·R·R, P·P] of each image. */
export class Convolution {
  readonly #s: ConvolutionSizes;
  readonly #P: number;
  readonly #columns: Float32Array;
  readonly #product: Float32Array;

  constructor(sizes: ConvolutionSizes) {
    this.#s = sizes;
    this.#P = placesOf(sizes);
    const K = sizes.C * sizes.R ** 2;
    this.#columns = new Float32Array(K * this.#P ** 2);
    this.#product = new Float32Array(Math.max(sizes.O, K) * Math.max(this.#P ** 2, K));
  }

  forward(y: Float32Array, x: Float32Array, w: Float32Array): void {
    const { B, C, O, R } = this.#s;
    const [K, PP] = [C * R * R, this.#P ** 2];
    for (let b = 0; b < B; b++) {
      this.#columns.fill(0);
      this.#exchange(b, x, false);
      multiply(y.subarray(b * O * PP, (b + 1) * O * PP), matrix(w, K), matrix(this.#columns, PP), O, PP, K);
    }
  }

  inputGradient(dx: Float32Array, dy: Float32Array, w: Float32Array): void {
    const { B, C, O, R } = this.#s;
    const [K, PP] = [C * R * R, this.#P ** 2];
    dx.fill(0);
    for (let b = 0; b < B; b++) {
      const gradient = matrix(dy.subarray(b * O * PP, (b + 1) * O * PP), PP);
      multiply(this.#columns, transpose(w, K), gradient, K, PP, O);
      this.#exchange(b, dx, true);
    }
  }

  filterGradient(dw: Float32Array, dy: Float32Array, x: Float32Array): void {
    const { B, C, O, R } = this.#s;
    const [K, PP] = [C * R * R, this.#P ** 2];
    dw.fill(0);
    const product = this.#product.subarray(0, O * K);
    for (let b = 0; b < B; b++) {
      this.#columns.fill(0);
      this.#exchange(b, x, false);
      const gradient = matrix(dy.subarray(b * O * PP, (b + 1) * O * PP), PP);
      multiply(product, gradient, transpose(this.#columns, PP), O, K, PP);
      for (let i = 0; i < product.length; i++) dw[i]! += product[i]!;
    }
  }

  /** Copies image b into the column matrix, or adds the column matrix to image b. Places around the image are left alone. */
  #exchange(b: number, image: Float32Array, isBack: boolean): void {
    const { C, H, R, stride, padding, dilation } = this.#s;
    const [P, columns] = [this.#P, this.#columns];
    let place = 0;
    for (let c = 0; c < C; c++) {
      for (let r = 0; r < R; r++) {
        for (let s = 0; s < R; s++) {
          const shift = s * dilation - padding;
          const from = Math.max(0, Math.ceil(-shift / stride));
          const to = Math.min(P, Math.floor((H - 1 - shift) / stride) + 1);
          for (let p = 0; p < P; p++, place += P) {
            const h = p * stride + r * dilation - padding;
            if (h < 0 || h >= H) continue;
            const row = ((b * C + c) * H + h) * H + shift;
            if (isBack) for (let q = from; q < to; q++) image[row + q * stride]! += columns[place + q]!;
            else for (let q = from; q < to; q++) columns[place + q] = image[row + q * stride]!;
          }
        }
      }
    }
  }
}
