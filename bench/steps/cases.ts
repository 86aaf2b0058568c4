import { compile } from "../../src/autograd/compile.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { noise } from "../inputs.ts";
import { CONVOLUTIONAL, mlp, type NetworkOptions, RECURRENT, XOR } from "../networks.ts";
import { Training } from "./training.ts";
import { verified } from "./verify.ts";

/** Work that can be done launch by launch, and in one call. */
export interface Work {
  readonly eager: () => void;
  readonly compiled: () => void;
  readonly dispose: () => void;
}

/** Every step of the benchmark, made and verified when its turn comes. */
export const STEPS: Readonly<Record<string, () => Work>> = {
  "xor 2-4-1 b4 sgd": () => trainingOf(XOR),
  ...Object.fromEntries(
    [1, 64, 256].flatMap((batch) =>
      (["sgd", "adam"] as const).map((optimizer) => [
        `mlp 784-256-128-10 b${batch} ${optimizer}`,
        () => trainingOf(mlp(batch, optimizer)),
      ]),
    ),
  ),
  ...Object.fromEntries(
    Object.entries({ ...CONVOLUTIONAL, ...RECURRENT }).map(([name, options]) => [name, () => trainingOf(options)]),
  ),
  "matmul 1024³": product,
};

export function trainingOf(options: NetworkOptions): Work {
  const steps = new Training(options, verified(options));
  return {
    eager: () => void steps.eager(),
    compiled: () => void steps.run(),
    dispose: () => steps.dispose(),
  };
}

export function product(): Work {
  const n = 1024;
  const [a, b] = [tensor(noise(n * n), [n, n]), tensor(noise(n * n), [n, n])];
  const multiply = compile((x: Tensor, y: Tensor) => matmul(x, y));
  const eager = scope(() => matmul(a, b).data);
  if (multiply(a, b).data.some((value, i) => value !== eager[i]))
    throw new Error("matmul: compiled, it has other bits");
  return {
    eager: () => void scope(() => matmul(a, b).data[0]),
    compiled: () => void multiply(a, b),
    dispose: () => [multiply, a, b].forEach((owned) => owned.dispose()),
  };
}
