import { describe, expect, test } from "vitest";
import { runCase } from "../helpers/kernels.ts";
import { doubles, expectUpdate, floats, positive } from "../helpers/optimizer-kernels.ts";
import { noise } from "../helpers/random.ts";

const { fround, max, min, sign } = Math;

test("settings_tick rounds the cells to float32", () => {
  const cells = [0.1, 0.9, 1e-4, 3];
  const [now] = runCase({ kernel: "settings_tick", args: [{ length: 4 }, doubles(...cells), 4], items: 1 });
  expect([...now!.floats()]).toEqual(cells.map(fround));
});

test("sgd_tick dampens every step but the first", () => {
  const tick = (started: number) => {
    const args = [doubles(0.1, 0.9, 1e-4, 0.3, started), { length: 4 }];
    const [state, now] = runCase({ kernel: "sgd_tick", args, items: 1 });
    expect([...new Float64Array(state!.ints().buffer)]).toEqual([0.1, 0.9, 1e-4, 0.3, 1]);
    return [...now!.floats()];
  };
  expect(tick(0)).toEqual([0.1, 0.9, 1e-4, 1].map(fround));
  expect(tick(1)).toEqual([0.1, 0.9, 1e-4, 0.7].map(fround));
});

describe("sgd", () => {
  const factors = [0.3, 0.9, 0.2, 0.7];

  test("steps against the gradient and shrinks the weights", () => {
    expectUpdate({
      kernel: "sgd",
      buffers: [null],
      factors,
      more: [0],
      rule: (w, g, _, [rate, , decay]) => [w - rate! * (g + decay! * w)],
    });
  });

  test.each([0, 1])("keeps a velocity, Nesterov %i", (nesterov) => {
    expectUpdate({
      kernel: "sgd",
      buffers: [noise],
      factors,
      more: [nesterov],
      rule: (w, dw, [v], [rate, momentum, decay, share]) => {
        const g = dw + decay! * w;
        const velocity = momentum! * v! + share! * g;
        return [w - rate! * (nesterov ? g + momentum! * velocity : velocity), velocity];
      },
    });
  });
});

describe("lion", () => {
  const factors = [0.3, 0.9, 0.1, 0.8, 0.25, 0.2];

  test("steps by signs", () => {
    expectUpdate({
      kernel: "lion",
      buffers: [noise],
      factors,
      rule: (w, g, [m], [rate, b1, c1, b2, c2, decay]) => [
        w - rate! * (sign(b1! * m! + c1! * g) + decay! * w),
        b2! * m! + c2! * g,
      ],
    });
  });

  test("stays where there is no direction, and shows what is no number", () => {
    const args = [floats(1, 1, 1, 1), floats(0, -0, 0, 0), floats(0, -0, NaN, Infinity), floats(0.5, 1, 1, 1, 1, 0)];
    const [w] = runCase({ kernel: "lion", args, items: 4 });
    expect([...w!.floats()]).toEqual([1, 1, NaN, 0.5]);
  });
});

describe("rprop", () => {
  test("grows and shrinks its steps", () => {
    expectUpdate({
      kernel: "rprop",
      buffers: [noise, positive],
      factors: [0.3, 0.6, 0.5, 1.2, 0.3, 0.9],
      rule: (w, dw, [before, size], [rate, first, shrink, grow, least, most]) => {
        const turned = dw * before! < 0;
        const s = min(max(size! * (turned ? shrink! : grow!), least!), most!);
        const g = turned ? 0 : dw;
        return [w - (rate! / first!) * sign(g) * s, g, s];
      },
    });
  });

  test("keeps the size where there is no agreement, and shows what is no number", () => {
    const factors = floats(1, 1, 0.5, 2, 0.125, 8);
    const args = [floats(1, 1, 1), floats(0, 2, 1), floats(1, 1, 1), floats(3, 0, NaN), factors];
    const [w, before, size] = runCase({ kernel: "rprop", args, items: 3 });
    expect([...w!.floats()]).toEqual([0, 1, NaN]);
    expect([...before!.floats()]).toEqual([3, 0, NaN]);
    expect([...size!.floats()]).toEqual([1, 1, 1]);
  });
});

describe("average", () => {
  test.each([
    ["begins with the first number", [0, 0.9, 0], [0, 1]],
    ["decays", [5, 0.9, 0], [0.9, 1 - 0.9]],
    ["counts", [3, 0, 1], [0.75, 0.25]],
  ])("average_tick %s", (_, cells, factors) => {
    const [state, now] = runCase({ kernel: "average_tick", args: [doubles(...cells), { length: 2 }], items: 1 });
    expect([...now!.floats()]).toEqual(factors.map(fround));
    expect(new Float64Array(state!.ints().buffer)[0]).toBe(cells[0]! + 1);
  });

  test("keeps a share of itself", () => {
    expectUpdate({
      kernel: "average",
      buffers: [],
      factors: [0.7, 0.4],
      rule: (mean, w, _, [keep, share]) => [keep! * mean + share! * w],
    });
  });
});
