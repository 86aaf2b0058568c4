// Recurrent cells unit by unit in float64, and sequences that go through them step by step.

/** What one unit of a cell does at a step. */
export interface Cell {
  readonly kind: "lstm" | "gru" | "rnn";
  readonly gates: number;
  /** 2 for cells that have c beside h. */
  readonly states: number;
  readonly saves: number;
  readonly changes: number;
  /** The kernel's arguments behind `reverse`. */
  readonly flags: readonly number[];
  /** From the inputs' part of each gate and the state's, which has its bias. */
  forward(x: Gates, product: Gates, h: number, c: number): Stepped;
  /** From the gates, what was saved, and the gradients of h' and c'. */
  backward(gates: Gates, saved: Gates, dh: number, dc: number): Changed;
}

type Gates = readonly number[];

interface Stepped {
  readonly gates: Gates;
  readonly saved: Gates;
  readonly h: number;
  readonly c: number;
}

interface Changed {
  readonly changes: Gates;
  /** Those that the state's product gets back. */
  readonly product: Gates;
  /** What reaches the state before without the product. */
  readonly dh: number;
  readonly dc: number;
}

const { tanh } = Math;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const bell = (s: number): number => s * (1 - s);

export const lstmCell: Cell = {
  kind: "lstm",
  ...{ gates: 4, states: 2, saves: 3, changes: 4, flags: [] },
  forward(x, product, h, c) {
    const [i, f, g, o] = x.map((v, k) => (k === 2 ? tanh : sigmoid)(v + product[k]!)) as [
      number,
      number,
      number,
      number,
    ];
    const next = f * c + i * g;
    return { gates: [i, f, g, o], saved: [h, c, tanh(next)], h: o * tanh(next), c: next };
  },
  backward([i, f, g, o], [, c, t], dh, dc) {
    const through = dc + dh * o! * (1 - t! ** 2);
    const changes = [
      through * g! * bell(i!),
      through * c! * bell(f!),
      through * i! * (1 - g! ** 2),
      dh * t! * bell(o!),
    ];
    return { changes, product: changes, dh: 0, dc: through * f! };
  },
};

export const gruCell: Cell = {
  kind: "gru",
  ...{ gates: 3, states: 1, saves: 2, changes: 4, flags: [] },
  forward(x, product, h) {
    const [r, z] = [0, 1].map((k) => sigmoid(x[k]! + product[k]!)) as [number, number];
    const n = tanh(x[2]! + r * product[2]!);
    return { gates: [r, z, n], saved: [h, product[2]!], h: (1 - z) * n + z * h, c: 0 };
  },
  backward([r, z, n], [h, part], dh) {
    const dn = dh * (1 - z!) * (1 - n! ** 2);
    const [dr, dz, dpart] = [dn * part! * bell(r!), dh * (h! - n!) * bell(z!), dn * r!];
    return { changes: [dr, dz, dn, dpart], product: [dr, dz, dpart], dh: dh * z!, dc: 0 };
  },
};

export const tanhCell: Cell = rnnCell(tanh, (h) => 1 - h ** 2, 0);
export const reluCell: Cell = rnnCell(
  (x) => Math.max(x, 0),
  (h) => (h > 0 ? 1 : 0),
  1,
);

function rnnCell(f: (x: number) => number, slope: (h: number) => number, relu: number): Cell {
  return {
    kind: "rnn",
    ...{ gates: 1, states: 1, saves: 1, changes: 1, flags: [relu] },
    forward([x], [product], h) {
      const next = f(x! + product!);
      return { gates: [next], saved: [h], h: next, c: 0 };
    },
    backward([next], _saved, dh) {
      const change = dh * slope(next!);
      return { changes: [change], product: [change], dh: 0, dc: 0 };
    },
  };
}

/** A sequence [B, T, ·], row-major; null states are zeros, and without a mask all steps take part. */
export interface Course {
  readonly B: number;
  readonly T: number;
  readonly U: number;
  /** [gates · U, U] */
  readonly w: ArrayLike<number>;
  readonly mask: ArrayLike<number> | null;
  readonly reverse: boolean;
}

/** The order in which a row goes through its steps. */
function stepsOf({ T, reverse, mask }: Course, b: number): { t: number; active: boolean }[] {
  const order = Array.from({ length: T }, (_, s) => (reverse ? T - 1 - s : s));
  return order.map((t) => ({ t, active: mask === null || mask[b * T + t] !== 0 }));
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** What `lstm`, `gru` and `rnn` leave of z[B, T, gates, U], bias and first states. */
export function forward(
  cell: Cell,
  course: Course,
  z: ArrayLike<number>,
  bias: ArrayLike<number>,
  h0: ArrayLike<number> | null,
  c0: ArrayLike<number> | null,
) {
  const { B, T, U, w } = course;
  const [gates, saved] = [new Float64Array(B * T * cell.gates * U), new Float64Array(B * T * cell.saves * U)];
  const [y, hn, cn] = [new Float64Array(B * T * U), new Float64Array(B * U), new Float64Array(B * U)];
  for (const b of range(B)) {
    let [h, c] = [h0, c0].map((x) => range(U).map((u) => x?.[b * U + u] ?? 0)) as [number[], number[]];
    for (const { t, active } of stepsOf(course, b)) {
      if (!active) continue;
      const o = b * T + t;
      const next = range(U).map((u) => {
        const product = range(cell.gates).map((g) => {
          const row = g * U + u;
          return h.reduce((sum, v, k) => sum + v * w[row * U + k]!, bias[row]!);
        });
        const x = range(cell.gates).map((g) => z[(o * cell.gates + g) * U + u]!);
        return cell.forward(x, product, h[u]!, c[u]!);
      });
      next.forEach((unit, u) => {
        unit.gates.forEach((v, g) => (gates[(o * cell.gates + g) * U + u] = v));
        unit.saved.forEach((v, s) => (saved[(o * cell.saves + s) * U + u] = v));
        y[o * U + u] = unit.h;
      });
      [h, c] = [next.map((unit) => unit.h), next.map((unit) => unit.c)];
    }
    hn.set(h, b * U);
    cn.set(c, b * U);
  }
  return { y, hn, cn, gates, saved };
}

/** What `lstm_backward`, `gru_backward` and `rnn_backward` make of gates and what was saved. */
export function backward(
  cell: Cell,
  course: Course,
  gates: ArrayLike<number>,
  saved: ArrayLike<number>,
  dy: ArrayLike<number>,
  dhn: ArrayLike<number> | null,
  dcn: ArrayLike<number> | null,
) {
  const { B, T, U, w } = course;
  const dz = new Float64Array(B * T * cell.changes * U);
  const [dh0, dc0] = [new Float64Array(B * U), new Float64Array(B * U)];
  for (const b of range(B)) {
    let [dh, dc] = [dhn, dcn].map((x) => range(U).map((u) => x?.[b * U + u] ?? 0)) as [number[], number[]];
    for (const { t, active } of stepsOf(course, b).reverse()) {
      if (!active) continue;
      const o = b * T + t;
      const units = range(U).map((u) => {
        const at = (x: ArrayLike<number>, n: number) => range(n).map((g) => x[(o * n + g) * U + u]!);
        return cell.backward(at(gates, cell.gates), at(saved, cell.saves), dh[u]! + dy[o * U + u]!, dc[u]!);
      });
      units.forEach((unit, u) => unit.changes.forEach((v, g) => (dz[(o * cell.changes + g) * U + u] = v)));
      const product = range(cell.gates).flatMap((g) => units.map((unit) => unit.product[g]!));
      dh = units.map((unit, u) => product.reduce((sum, v, k) => sum + v * w[k * U + u]!, unit.dh));
      dc = units.map((unit) => unit.dc);
    }
    dh0.set(dh, b * U);
    dc0.set(dc, b * U);
  }
  return { dz, dh0, dc0 };
}
