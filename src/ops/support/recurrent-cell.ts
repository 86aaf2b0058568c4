// What a kind of cell tells the code that all share.

/** Columns `[from, to)` of what changed, which belong to a weight's rows from `row` on; all in units. */
export type Share = readonly [from: number, to: number, row: number];

/** Sizes of a sequence, and the addresses that launches forward and backward share. */
export interface Sequence {
  readonly B: number;
  readonly T: number;
  readonly U: number;
  readonly reverse: number;
  readonly z: number;
  readonly saved: number;
  readonly w: number;
  readonly mask: number;
  readonly items: number;
}

/** What tells one kind of cell from another. A state is h, or of its form; `states` of them go from step to step. */
export interface Cell {
  readonly op: string;
  readonly gates: number;
  readonly states: number;
  /** U's in what a step keeps for the gradient, and in what changes of its gates. */
  readonly saves: number;
  readonly changes: number;
  /** Where the gradients of the weights for inputs and of those for the state are. */
  readonly shares: { readonly x: readonly Share[]; readonly h: readonly Share[] };
  forward(s: Sequence, y: number, last: readonly number[], bias: number, first: readonly number[]): void;
  backward(s: Sequence, dz: number, dfirst: readonly number[], dy: number, dlast: readonly number[]): void;
}
