import { compile } from "../../src/autograd/compile.ts";
import { gradients } from "../../src/autograd/tape.ts";
import { penalty } from "../../src/nn/index.ts";
import { add } from "../../src/ops/add.ts";
import { clipByGlobalNorm, CosineAnnealingLR, WeightAverage } from "../../src/optim/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { type Effort, race } from "../harness.ts";
import { batchFor, build, inputShape, lossFor, mlp, optimizerFor, targetShape } from "../networks.ts";
import { atMost, type Figure, time } from "./figure.ts";

/** Much more than is measured. */
const STEPS = 1e6;

/** A compiled step with clipping, a penalty on squares, a schedule and an average of the weights, against the bare step, on one thread. */
export function regularisedAgainstBare(only: string, effort: Effort): Figure[] {
  return (["sgd", "adam"] as const).flatMap((optimizer) => {
    const name = `mlp 784-256-128-10 b64 ${optimizer}`;
    if (!name.includes(only)) return [];
    const [bare, whole] = [stepOf(optimizer, false), stepOf(optimizer, true)];
    const times = race({ bare: bare.run, whole: whole.run }, effort);
    bare.dispose();
    whole.dispose();
    return [
      atMost(1.3, {
        name: `${name}: clipping, L2, schedule and average / bare`,
        value: times.whole.best / times.bare.best,
        unit: "×",
        detail: `bare ${time(times.bare.best)}, with all ${time(times.whole.best)}`,
      }),
    ];
  });
}

function stepOf(kind: "sgd" | "adam", isRegularised: boolean): { run: () => void; dispose: () => void } {
  const options = mlp(64, kind);
  manualSeed(1);
  const [model, batch, lossOf] = [build(options), batchFor(options), lossFor(options)];
  const optimizer = optimizerFor(options, model);
  const average = new WeightAverage(model, { decay: 0.999 });
  const schedule = new CosineAnnealingLR({ steps: STEPS });
  const [x, y] = [tensor(batch.input, inputShape(options)), tensor(batch.target, targetShape(options))];
  const step = compile((input: Tensor, target: Tensor) => {
    const loss = lossOf(model.forward(input), target);
    if (!isRegularised) {
      optimizer.step(gradients(loss));
      return loss;
    }
    const total = add(loss, penalty(model, { l2: 1e-4, except: /bias$/ }));
    optimizer.step(clipByGlobalNorm(gradients(total), 1).grads);
    average.update();
    return total;
  });
  let t = 0;
  return {
    run: () => {
      if (isRegularised) optimizer.learningRate = schedule.rateAt(t++, options.learningRate);
      step(x, y);
    },
    dispose: () => [step, average, optimizer, model, x, y].forEach((owned) => owned.dispose()),
  };
}
