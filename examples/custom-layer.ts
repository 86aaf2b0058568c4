// A layer of one's own: radial basis functions, which answer by how near a point is to each of their centres.
//
//   node tools/run-bundled.mjs examples/custom-layer.ts [file for the weights]
//
// Prints what gradcheck finds, the accuracy on two moons, how often each centre answered most, and what is in the file of weights,
// from which the model computes the same bits.
import {
  accuracy,
  add,
  Adam,
  argmax,
  assign,
  crossEntropy,
  evaluate,
  exp,
  fit,
  gradcheck,
  Linear,
  manualSeed,
  Module,
  mul,
  neg,
  oneHot,
  Parameter,
  predict,
  rand,
  Sequential,
  square,
  State,
  sub,
  sum,
  type Tensor,
  unsqueeze,
  zeros,
} from "wasmgrad";
import { moons } from "wasmgrad/datasets";
import { load, save } from "wasmgrad/node";

/** `exp(−s |x − c|²)` for each x and each centre c: `[B, D], [U, D], [U]` → `[B, U]`. Made of ops, so it has gradients. */
function radialBasis(x: Tensor, centers: Tensor, sharpness: Tensor): Tensor {
  const distances = sum(square(sub(unsqueeze(x, 1), centers)), -1);
  return exp(neg(mul(distances, sharpness)));
}

/** U centres, each with a sharpness of its own: `[B, D]` → `[B, U]`. */
class RadialBasis extends Module {
  readonly centers: Parameter; // learned
  readonly sharpness: Parameter;
  readonly strongest: State; // saved, but not learned: how often each centre answered most in training

  constructor(D: number, U: number) {
    super();
    this.centers = new Parameter(rand([U, D], { low: -1, high: 2 }));
    this.sharpness = new Parameter(rand([U], { low: 1, high: 3 }));
    this.strongest = new State(zeros([U]));
  }

  override forward(x: Tensor): Tensor {
    const y = radialBasis(x, this.centers, this.sharpness);
    if (this.training) {
      const counts = sum(oneHot(argmax(y, -1), this.strongest.size), 0);
      assign(this.strongest, add(this.strongest, counts));
    }
    return y;
  }
}

manualSeed(1);
const error = gradcheck(radialBasis, [rand([4, 2]), rand([3, 2]), rand([3])]);
console.log(`gradcheck: off by ${error.toExponential(0)} of the gradient at most`);

const [train, test] = [moons({ samples: 400, noise: 0.15 }), moons({ samples: 200, noise: 0.15 })];
const rbf = new RadialBasis(2, 12);
const model = new Sequential(rbf, new Linear(12, 2));
await fit(model, train, { loss: crossEntropy, optimizer: new Adam(model, { learningRate: 0.03 }), epochs: 40 });
const { metrics } = await evaluate(model, test, { loss: crossEntropy, metrics: { accuracy } });
console.log(`${(100 * metrics.accuracy).toFixed(1)} % of ${test.length} new points`);
console.log(`how often each centre answered most: ${rbf.strongest.data.join(" ")}`);

const path = process.argv[2] ?? "build/radial-basis.safetensors";
await save(model, path);
const copy = new Sequential(new RadialBasis(2, 12), new Linear(12, 2));
await load(copy, path);
console.log(`in the file: ${[...copy.namedTensors().keys()].join(", ")}`);
const [before, after] = [(await predict(model, test)).data, (await predict(copy, test)).data];
console.log(`the same bits from it: ${before.every((v, i) => v === after[i])}`);
