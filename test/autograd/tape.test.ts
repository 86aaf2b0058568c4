import { describe, expect, test, vi } from "vitest";
import { type Backward, gradients, noGrad, record, variable } from "../../src/autograd/tape.ts";
import { AutogradError, MemoryError } from "../../src/base/errors.ts";
import { add, exp, log, mul, neg, reshape, sub, sum } from "../../src/ops/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { assign, Persistent } from "../../src/tensor/persistent.ts";
import { scope } from "../../src/tensor/scope.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import { memoryStats } from "../../src/wasm/heap.ts";

const x = () => variable(tensor([1, 2, 3]));

describe("gradients", () => {
  test("sums over every use of a tensor", () => {
    const a = x();
    const loss = sum(add(mul(a, a), a)); // a² + a
    expect(gradients(loss).get(a)!.toArray()).toEqual([3, 5, 7]);
  });

  test("takes both ways around a diamond once", () => {
    const a = x();
    const middle = mul(a, 2);
    const spy = vi.fn<Backward>((dy) => [dy]);
    const top = record("spy", middle.view(middle.shape), [middle], spy);
    const loss = sum(mul(add(top, 1), sub(top, 1))); // 4 a² − 1
    expect(gradients(loss).get(a)!.toArray()).toEqual([8, 16, 24]);
    expect(spy).toHaveBeenCalledTimes(1);
  });

  test("does not sum into a gradient that two tensors share", () => {
    const [a, b] = [x(), x()];
    const both = add(a, b);
    const grads = gradients(sum(add(add(both, a), mul(a, 5))));
    expect(grads.get(a)!.toArray()).toEqual([7, 7, 7]);
    expect(grads.get(b)!.toArray()).toEqual([1, 1, 1]);
  });

  test("reaches a loss that is itself a variable", () => {
    const loss = variable(tensor(3));
    expect(gradients(loss).get(loss)!.item()).toBe(1);
  });

  test("leaves out what took no part", () => {
    const [a, b] = [x(), x()];
    const unused = mul(b, 2);
    const grads = gradients(sum(mul(a, a)), { of: [a, b, unused] });
    expect([...grads.keys()]).toEqual([a]);
  });

  test("goes a long way without a deep stack", () => {
    scope(() => {
      const a = x();
      let y: Tensor = a;
      for (let i = 0; i < 50_000; i++) y = neg(y);
      expect(gradients(sum(y)).get(a)!.toArray()).toEqual([1, 1, 1]);
    });
  });

  test("leaves only its result, each gradient with a handle of its own", () => {
    const [a, b] = [x(), x()];
    const loss = scope(() => sum(mul(add(a, b), 3)));
    const start = memoryStats();
    const grads = gradients(loss);
    expect(memoryStats().blocks).toBeLessThanOrEqual(start.blocks + 2);
    for (const t of grads.values()) t.dispose();
    expect(memoryStats().live).toBe(start.live);
  });

  test("wants a loss of one element that depends on a variable", () => {
    expect(() => gradients(mul(x(), 2))).toThrow(AutogradError);
    expect(() => gradients(mul(x(), 2))).toThrow("gradients: loss is [3], expected one element; take its sum or mean");
    for (const loss of [sum(tensor([1])), noGrad(() => sum(x())), sum(tensor(Int32Array.of(1)))]) {
      expect(() => gradients(loss)).toThrow(AutogradError);
      expect(() => gradients(loss)).toThrow("gradients: loss depends on no variable");
    }
    expect(() => variable(tensor(Int32Array.of(1)))).toThrow("variable: the tensor is int32, expected float32");
  });
});

describe("of", () => {
  test("names variables and tensors on the way", () => {
    const [a, b] = [x(), x()];
    const middle = mul(a, b);
    const grads = gradients(sum(mul(middle, middle)), { of: [middle, b] });
    expect(grads.get(middle)!.toArray()).toEqual([2, 8, 18]);
    expect(grads.get(b)!.toArray()).toEqual([2, 16, 54]);
    expect(grads.size).toBe(2);
  });

  test("spares the gradients that lead to none of them", () => {
    const [a, b] = [x(), x()];
    const seen: (readonly boolean[])[] = [];
    const backward: Backward = (dy, needs) => {
      seen.push(needs);
      return needs.map((needed) => (needed ? dy : null));
    };
    const build = () => sum(record("spy", add(a, b), [exp(a), b], backward));
    gradients(build(), { of: [b] });
    gradients(build());
    gradients(build(), { of: [] });
    expect(seen).toEqual([
      [false, true],
      [true, true],
    ]);
  });
});

describe("retain", () => {
  test("keeps the tape", () => {
    const a = x();
    const loss = sum(mul(a, a));
    const first = gradients(loss, { retain: true }).get(a)!;
    const second = gradients(loss).get(a)!;
    expect(second.toArray()).toEqual(first.toArray());
  });

  test("is missed by a second call, also through a shared part", () => {
    const shared = mul(x(), 2);
    const loss = sum(shared);
    gradients(loss);
    const message = "gave its gradients before; pass { retain: true } to the first call";
    expect(() => gradients(loss)).toThrow(AutogradError);
    expect(() => gradients(loss)).toThrow(`gradients: sum ${message}`);
    expect(() => gradients(sum(exp(shared)))).toThrow(`gradients: mul ${message}`);
  });
});

describe("noGrad", () => {
  test("remembers nothing, and ends with its function, whatever that does", () => {
    const a = x();
    expect(noGrad(() => mul(a, 2)).origin).toBeNull();
    const nested = noGrad(() => {
      expect(noGrad(() => 7)).toBe(7);
      return mul(a, 2);
    });
    expect(nested.origin).toBeNull();
    expect(() =>
      noGrad(() => {
        throw new Error("inside");
      }),
    ).toThrow("inside");
    expect(mul(a, 2).origin).not.toBeNull();
  });

  test("holds within a backward", () => {
    const [a, b] = [x(), x()];
    const grads = gradients(sum(mul(a, b)));
    expect(grads.get(a)!.origin).toBeNull();
  });
});

describe("writing in place after use", () => {
  const make = () => variable(new Persistent(tensor([1, 2, 3]))) as Persistent;
  const change = (w: Persistent) => assign(w, tensor([7, 7, 7]));
  const message = (op: string) =>
    `gradients: ${op} needs a tensor as it was, but it was written in place since; take gradients before the optimizer's step`;

  test("is an error where the gradient reads what changed", () => {
    const w = make();
    const loss = sum(log(w));
    change(w);
    expect(() => gradients(loss)).toThrow(AutogradError);
    expect(() => gradients(loss)).toThrow(message("log"));
    expect(w.toArray()).toEqual([7, 7, 7]); // and it may be read again
  });

  test("is an error through a view", () => {
    const w = make();
    const loss = sum(mul(reshape(w, [3, 1]), x()));
    change(w);
    expect(() => gradients(loss)).toThrow(message("mul"));
  });

  test("is none where it does not", () => {
    const w = make();
    const factor = tensor([4, 5, 6]);
    const loss = sum(add(mul(w, factor), exp(w))); // reads the factor, and the result of exp
    const e = exp(tensor([1, 2, 3])).data;
    change(w);
    expect(gradients(loss).get(w)!.data).toEqual(Float32Array.of(4 + e[0]!, 5 + e[1]!, 6 + e[2]!));
  });

  test("is none where the gradient that reads it is not wanted", () => {
    const [w, a] = [make(), x()];
    const loss = sum(mul(w, a));
    change(w);
    expect(
      gradients(loss, { of: [w], retain: true })
        .get(w)!
        .toArray(),
    ).toEqual([1, 2, 3]);
    expect(() => gradients(loss)).toThrow(message("mul"));
  });

  test("counts from the use on", () => {
    const w = make();
    change(w);
    const grads = gradients(sum(mul(w, w)));
    change(w);
    expect(grads.get(w)!.toArray()).toEqual([14, 14, 14]);
  });
});

describe("failures", () => {
  test("a gradient of another shape is refused", () => {
    const a = x();
    const wrong = record("wrong", mul(a, 2), [a], (dy) => [reshape(dy, [3, 1])]);
    expect(() => gradients(sum(wrong))).toThrow(AutogradError);
    expect(() => gradients(sum(wrong))).toThrow("gradients: wrong gives input 0 a gradient of [3, 1], expected [3]");
  });

  test("a disposed tensor is named as such", () => {
    const a = x();
    const factor = tensor([1, 2, 3]);
    const loss = sum(mul(a, factor));
    factor.dispose();
    expect(() => gradients(loss)).toThrow(MemoryError);
    expect(() => gradients(loss)).toThrow("it was disposed of");
  });

  test("an error in a gradient passes through, and leaves nothing behind", () => {
    const a = x();
    const failing = record("failing", mul(a, 2), [a], () => {
      throw new RangeError("as planned");
    });
    const loss = sum(failing);
    const start = memoryStats();
    expect(() => gradients(loss)).toThrow(RangeError);
    expect(memoryStats().live).toBe(start.live);
    expect(mul(a, 2).origin).not.toBeNull();
  });
});
