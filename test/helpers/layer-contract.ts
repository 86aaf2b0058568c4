import { describe, expect, test } from "vitest";
import { gradcheck } from "../../src/autograd/gradcheck.ts";
import { noGrad } from "../../src/autograd/tape.ts";
import type { Module } from "../../src/nn/module.ts";
import { tensor, zeros } from "../../src/tensor/creation.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";
import { noise } from "./random.ts";

/** A layer for the contract: how to make one, and what it makes of a shape. */
export interface LayerCase {
  readonly make: () => Module;
  readonly input: Shape;
  /** For layers of indices: what they are below. The input then is int32. */
  readonly below?: number;
  /** Inputs behind the first, for layers that take several. */
  readonly more?: readonly Shape[];
  readonly output: Shape;
  /** Paths and shapes of parameters and states; default none. */
  readonly tensors?: Readonly<Record<string, Shape>>;
  /** An input that does not fit, and the message about it; none for layers that take everything. */
  readonly refused?: { readonly input: Shape; readonly message: string };
}

/** What every layer promises. `make` gives a layer with values of its own at each call. */
export function layerContract(
  name: string,
  { make, input, below, more = [], output, tensors = {}, refused }: LayerCase,
): void {
  const shapes = [input, ...more] as const;
  const blank = (shape: Shape): Tensor => zeros(shape, below === undefined ? "float32" : "int32");
  const some = (shape: Shape): Tensor => (below === undefined ? apart(shape) : indices(shape, below));
  describe(`${name} keeps the contract of a layer`, () => {
    test("begins in training mode, with its parameters and states under their paths", () => {
      using layer = make();
      expect(layer.training).toBe(true);
      expect(Object.fromEntries(Array.from(layer.namedTensors(), ([path, t]) => [path, t.shape]))).toEqual(tensors);
    });

    test("gives the shape that it promises, for any batch", () => {
      using layer = make();
      scope(() => {
        for (const B of [0, 1, 5]) {
          for (const mode of [layer.train(), layer.eval()]) {
            const [x, ...others] = shapes.map((shape) => blank([B, ...shape.slice(1)]));
            const y = mode.forward(x!, ...others);
            expect(y.shape).toEqual([B, ...output.slice(1)]);
          }
        }
      });
    });

    test("has the right gradients, of its input and its parameters", () => {
      using layer = make().eval();
      const parameters = [...layer.namedParameters()];
      const xs = shapes.map(some);
      const f = (...inputs: Tensor[]) => {
        const [x, ...others] = below === undefined ? inputs : xs;
        const weights = inputs.slice(inputs.length - parameters.length);
        weights.forEach((w, i) => replace(layer, parameters[i]![0], w));
        return layer.forward(x!, ...others.slice(0, more.length));
      };
      const variables = below === undefined ? xs : [];
      scope(() => gradcheck(f, [...variables, ...parameters.map(([, w]) => w)]));
      xs.forEach((x) => x.dispose());
      parameters.forEach(([path, w]) => replace(layer, path, w));
    });

    test("changes its mode, and gives the same bits again in evaluation mode", () => {
      using layer = make();
      expect(layer.eval()).toBe(layer);
      expect(layer.training).toBe(false);
      const xs = shapes.map(some);
      expect(bits(layer, xs)).toEqual(bits(layer, xs));
      expect(layer.train().training).toBe(true);
      xs.forEach((x) => x.dispose());
    });

    test("computes the same bits after a round trip of its tensors", () => {
      using first = make().eval();
      using second = make().eval();
      const xs = shapes.map(some);
      scope(() => {
        const saved = Array.from(first.namedTensors(), ([path, t]) => [path, tensor(t.data, t.shape)] as const);
        second.load(new Map(saved));
      });
      expect(bits(second, xs)).toEqual(bits(first, xs));
      xs.forEach((x) => x.dispose());
    });

    test("leaves no memory behind", () => {
      make().dispose(); // the default generator comes into being once
      const before = memoryStats();
      const layer = make();
      scope(() => void layer.forward(blank(input), ...more.map(blank)));
      layer.dispose();
      const after = memoryStats();
      expect([after.live, after.blocks]).toEqual([before.live, before.blocks]);
    });

    if (refused !== undefined) {
      test("says what it expected", () => {
        using layer = make();
        scope(() => {
          expect(() => layer.forward(zeros(refused.input), ...more.map(blank))).toThrow(refused.message);
        });
      });
    }
  });
}

/** Numbers off 0, where some activations have a kink that differences would meet. */
export function apart(shape: Shape): Tensor {
  const away = () => {
    const v = noise();
    return v + 0.1 * (v < 0 ? -1 : 1);
  };
  return tensor(Float32Array.from({ length: sizeOf(shape) }, away), shape);
}

/** Whole numbers from 0 on, but below `below`. */
function indices(shape: Shape, below: number): Tensor {
  return tensor(
    Int32Array.from({ length: sizeOf(shape) }, () => Math.floor(((noise() + 1) / 2) * below)),
    shape,
  );
}

function bits(layer: Module, [x, ...others]: readonly Tensor[]): number[] {
  return scope(() => noGrad(() => Array.from(new Int32Array(layer.forward(x!, ...others).data.buffer))));
}

/** Puts `value` in the place of the parameter at `path`, as if the layer had been made with it. */
function replace(layer: Module, path: string, value: Tensor): void {
  const names = path.split(".");
  const field = names.pop()!;
  const owner = [...layer.namedModules()].find(([p]) => p === names.join("."))![1];
  Object.assign(owner, { [field]: value });
}
