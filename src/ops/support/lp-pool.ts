import { record } from "../../autograd/tape.ts";
import { checkValue } from "../../base/check.ts";
import { scope } from "../../tensor/scope.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { div } from "../div.ts";
import { exp } from "../exp.ts";
import { log } from "../log.ts";
import { mul } from "../mul.ts";
import { sqrt } from "../sqrt.ts";
import { windowSums, windowSumsGradient } from "./avg-pool.ts";
import type { Pooling } from "./pool.ts";

/** y = (Σ xᵖ)^(1/p) over each window, and its gradient x^(p − 1) · y / Σ xᵖ · dy. */
export function lpPool(op: string, input: Tensor, p: number, g: Pooling): Tensor {
  checkValue(op, "p", p, Number.isInteger(p) && p >= 1 && p <= 64, "a whole number from 1 to 64");
  const sums = (x: Tensor) => windowSums(power(x, p), g);
  const root = (t: Tensor) => (p === 1 ? t : p === 2 ? sqrt(t) : exp(div(log(t), p)));
  const y = scope(() => root(sums(input.view(input.shape))));
  return record(op, y, [input], (dy) => [
    scope(() => {
      const x = input.view(input.shape);
      if (p === 1) return windowSumsGradient(dy, g, x.shape);
      const total = sums(x);
      const share = windowSumsGradient(mul(dy, div(root(total), total)), g, x.shape);
      return mul(power(x, p - 1), share);
    }),
  ]);
}

function power(x: Tensor, p: number): Tensor {
  let y = x;
  for (let i = 1; i < p; i++) y = mul(y, x);
  return y;
}
