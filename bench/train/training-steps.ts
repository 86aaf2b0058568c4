import { gradients } from "../../src/autograd/tape.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Case, Suite } from "../case.ts";
import {
  batchFor,
  build,
  CONVOLUTIONAL,
  inJavaScript,
  inputShape,
  lossFor,
  mlp,
  type NetworkOptions,
  optimizerFor,
  RECURRENT,
  targetShape,
  workOf,
  XOR,
} from "../networks.ts";

const NETWORKS: Readonly<Record<string, NetworkOptions>> = {
  "xor 2-4-1 b4 sgd": XOR,
  "mlp 784-256-128-10 b64 sgd": mlp(64, "sgd"),
  "mlp 784-256-128-10 b64 adam": mlp(64, "adam"),
  ...CONVOLUTIONAL,
  ...RECURRENT,
};

/** Whole training steps, eager: forward, loss, gradients, update, and the loss read. */
export const trainingSteps: Suite = Object.fromEntries(
  Object.entries(NETWORKS).map(([name, options]) => [name, () => step(options)]),
);

function step(options: NetworkOptions): Case {
  const model = build(options);
  const optimizer = optimizerFor(options, model);
  const loss = lossFor(options);
  const batch = batchFor(options);
  const x = tensor(batch.input, inputShape(options));
  const y = tensor(batch.target, targetShape(options));
  const baseline = inJavaScript(options, model, batch);
  const ours = (): number =>
    scope(() => {
      const l = loss(model.forward(x), y);
      optimizer.step(gradients(l));
      return l.item();
    });
  return {
    ours: () => void ours(),
    baseline: () => void baseline(),
    results: () => ({
      got: Array.from({ length: 5 }, ours),
      want: Array.from({ length: 5 }, baseline),
    }),
    tolerance: 1e-4,
    // The gradients take two more products a layer, but for the first: nobody asks for that of the input.
    flops: workOf(options).reduce((sum, work, i) => sum + 2 * work * (i === 0 ? 2 : 3), 0),
    dispose: () => {
      model.dispose();
      optimizer.dispose();
    },
  };
}
