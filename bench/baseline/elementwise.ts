type Operand = Readonly<Float32Array>;

export function exp(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]!);
}

export function log(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.log(x[i]!);
}

export function sigmoid(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]!));
}

export function tanh(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
}

export function relu(y: Float32Array, x: Operand): void {
  for (let i = 0; i < x.length; i++) y[i] = x[i]! > 0 ? x[i]! : 0;
}

export function add(y: Float32Array, a: Operand, b: Operand): void {
  for (let i = 0; i < a.length; i++) y[i] = a[i]! + b[i]!;
}

/** y[i, :] = x[i, :] + row, for rows of N numbers. */
export function addRow(y: Float32Array, x: Operand, row: Operand, N: number): void {
  for (let i = 0; i < x.length; i += N) {
    for (let j = 0; j < N; j++) y[i + j] = x[i + j]! + row[j]!;
  }
}

/** dx = dy where y > 0. */
export function reluBackward(dx: Float32Array, dy: Operand, y: Operand): void {
  for (let i = 0; i < y.length; i++) dx[i] = y[i]! > 0 ? dy[i]! : 0;
}

/** dx = dy (1 − y²). */
export function tanhBackward(dx: Float32Array, dy: Operand, y: Operand): void {
  for (let i = 0; i < y.length; i++) dx[i] = dy[i]! * (1 - y[i]! * y[i]!);
}
