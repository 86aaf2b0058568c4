// What lstm, gru and rnn share: products for all steps at once, around one launch that goes through the sequence.

import { isRecorded, record } from "../../autograd/tape.ts";
import { zeros } from "../../tensor/creation.ts";
import { sizeOf } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { reshape } from "../reshape.ts";
import { slice } from "../slice.ts";
import { multiply, rows, transposed } from "./matrix.ts";
import type { Cell, Sequence } from "./recurrent-cell.ts";
import { packed, weightGradients } from "./recurrent-gradient.ts";

/** Rows that go through a sequence together. */
const BLOCK = 5;

/** Weights of one layer in one direction; gates lie one below the other, in PyTorch's order. */
export interface RecurrentWeights {
  /** For the inputs, `[gates · U, D]`. */
  readonly wx: Tensor;
  /** For the state, `[gates · U, U]`. */
  readonly wh: Tensor;
  /** Biases `[gates · U]`; default none. */
  readonly bx?: Tensor | null;
  readonly bh?: Tensor | null;
}

/** How a sequence is gone through. */
export interface Course {
  /** int32 `[B, T]`: steps where it is 0 are left out. */
  readonly mask: Tensor | null;
  readonly reverse: boolean;
  /** Whether the gates are wanted. */
  readonly gates: boolean;
}

/** What a sequence gives: states of all steps, the last ones, and the gates `[B, T, gates, U]` if they are wanted. */
export interface Gone {
  readonly output: Tensor;
  readonly last: readonly Tensor[];
  readonly gates: Tensor | null;
}

/** Takes x[B, T, D] through `cell`, whose units are a multiple of 8; all is checked. */
export function recurrent(
  cell: Cell,
  x: Tensor,
  { wx, wh, bx = null, bh = null }: RecurrentWeights,
  first: readonly (Tensor | null)[],
  { mask, reverse, gates }: Course,
): Gone {
  const [B, T, U] = [x.shape[0]!, x.shape[1]!, wh.shape[1]!];
  const operands = [x, wx, wh, bx, bh, ...first];
  const inputs = operands.filter((t) => t !== null);
  const z = multiply(new Tensor([B, T, cell.gates, U]), rows(x), transposed(rows(wx)), bx);
  const saved = isRecorded(inputs) ? new Tensor([B, T, cell.saves, U]) : null;
  const sequence = (w: number): Sequence => {
    const addresses = { z: z.address, saved: saved?.address ?? 0, w, mask: mask?.address ?? 0 };
    return { B, T, U, reverse: Number(reverse), ...addresses, items: Math.ceil(B / BLOCK) };
  };
  // The last states lie behind the output, so that one node of the tape gets the gradients of all.
  const y = new Tensor([B * T * U + cell.states * B * U]);
  const lasts = (t: Tensor) => first.map((_, i) => t.address + 4 * (B * T + i * B) * U);
  const bias = bh ?? zeros([cell.gates * U]);
  const run = (w: number) => cell.forward(sequence(w), y.address, lasts(y), bias.address, first.map(addressOf));
  // A batch of one reads the weights in place: packing them would cost more than a step.
  if (B === 1) run(wh.address);
  else packed(transposed(rows(wh)), run);
  if (bh === null) bias.dispose();
  if (saved === null && !gates) z.dispose();
  const all = record(cell.op, y, inputs, (dy, needs) => {
    const needed = new Set(inputs.filter((_, i) => needs[i]));
    const dz = new Tensor([B * T, cell.changes * U]);
    const dfirst = first.map((t) => (t !== null && needed.has(t) ? new Tensor(t.shape) : null));
    packed(rows(wh), (w) => cell.backward(sequence(w), dz.address, dfirst.map(addressOf), dy.address, lasts(dy)));
    const gradients = [...weightGradients(cell, { x, wx, wh, bx, bh }, mask, saved!, dz, needed), ...dfirst];
    return gradients.filter((_, i) => operands[i] !== null);
  });
  const part = (start: number, shape: readonly number[]) =>
    reshape(slice(all, [[start, start + sizeOf(shape)]]), shape);
  return {
    output: part(0, [B, T, U]),
    last: first.map((_, i) => part((B * T + i * B) * U, [B, U])),
    gates: gates ? z : null,
  };
}

function addressOf(t: Tensor | null): number {
  return t?.address ?? 0;
}
