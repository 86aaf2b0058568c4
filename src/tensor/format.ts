import type { Shape } from "./shape.ts";

/** Numbers of a shape as NumPy prints them. */
export function formatTensor(data: ArrayLike<number>, shape: Shape, dtype: string): string {
  return `tensor(${dtype}, [${shape.join(", ")}], ${Array.from(data).join(", ")})`;
}
