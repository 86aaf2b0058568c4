import { describe, expect, test } from "vitest";
import { ValueError } from "../../../src/base/errors.ts";
import {
  ConstantLR,
  CosineAnnealingLR,
  CosineAnnealingWarmRestarts,
  CyclicLR,
  ExponentialLR,
  LinearLR,
  MultiStepLR,
  OneCycleLR,
  PolynomialLR,
  ReduceLROnPlateau,
  type ReduceLROnPlateauOptions,
  type Schedule,
  SequentialLR,
  StepLR,
} from "../../../src/optim/index.ts";
import before from "../../golden/torch-lr-schedules.json" with { type: "json" };
import golden from "../../golden/torch-lr-schedules-more.json" with { type: "json" };

/** Both sides compute in float64, but PyTorch multiplies from step to step. */
const TOLERANCE = 1e-13;

/** Each golden list with its schedule and the base rate. */
const SCHEDULES: Readonly<Record<string, readonly [Schedule, base: number]>> = {
  "StepLR(step=10,gamma=.5)": [new StepLR({ stepSize: 10, gamma: 0.5 }), 1],
  "ExponentialLR(.9)": [new ExponentialLR({ gamma: 0.9 }), 1],
  "CosineAnnealingWarmRestarts(T0=5,Tmult=2)": [new CosineAnnealingWarmRestarts({ steps: 5, factor: 2 }), 1],
  PolynomialLR: [new PolynomialLR({ steps: 20, power: 2 }), 1],
  "CyclicLR(.1,1,step_up=5,triangular2)": [new CyclicLR({ maxFactor: 10, stepsUp: 5, mode: "triangular2" }), 0.1],
};
const MORE: Readonly<Record<keyof typeof golden.rates, readonly [Schedule, base: number]>> = {
  MultiStepLR: [new MultiStepLR({ milestones: [3, 7, 7, 20], gamma: 0.3 }), 0.5],
  LinearLR: [new LinearLR({ steps: 11, startFactor: 0.25, endFactor: 0.75 }), 0.5],
  ConstantLR: [new ConstantLR({ steps: 7, factor: 0.3 }), 0.5],
  PolynomialLR: [new PolynomialLR({ steps: 17, power: 0.7 }), 0.5],
  CosineAnnealingLR: [new CosineAnnealingLR({ steps: 30, minimum: 0.05 }), 0.5],
  CosineAnnealingWarmRestarts: [new CosineAnnealingWarmRestarts({ steps: 7, minimum: 0.05 }), 0.5],
  "CyclicLR triangular": [new CyclicLR({ maxFactor: 5, stepsUp: 4, stepsDown: 7 }), 0.2],
  "CyclicLR expRange": [new CyclicLR({ maxFactor: 5, stepsUp: 4, mode: "expRange", gamma: 0.95 }), 0.2],
  OneCycleLR: [new OneCycleLR({ steps: 40 }), 0.5],
  "OneCycleLR linear": [
    new OneCycleLR({ steps: 40, anneal: "linear", shareUp: 0.4, divFactor: 10, finalDivFactor: 100 }),
    0.5,
  ],
  "OneCycleLR threePhase": [new OneCycleLR({ steps: 40, threePhase: true }), 0.5],
  SequentialLR: [
    new SequentialLR(
      [
        new LinearLR({ steps: 6, startFactor: 0.1 }),
        new ExponentialLR({ gamma: 0.9 }),
        new StepLR({ stepSize: 4, gamma: 0.5 }),
      ],
      [6, 20],
    ),
    0.5,
  ],
};

function expectRates(schedule: Schedule, base: number, expected: readonly number[]): void {
  // Backwards: no step depends on the one before.
  for (let t = expected.length - 1; t >= 0; t--) {
    expect(Math.abs(schedule.rateAt(t, base) - expected[t]!), `step ${t}`).toBeLessThanOrEqual(TOLERANCE);
  }
}

describe("PyTorch's schedules", () => {
  test.each(Object.entries(SCHEDULES))("%s", (name, [schedule, base]) => {
    expectRates(schedule, base, before[name as keyof typeof before]);
  });

  test.each(Object.entries(MORE))("%s, of a base rate", (name, [schedule, base]) => {
    expectRates(schedule, base, golden.rates[name as keyof typeof golden.rates]);
  });

  const plateaus: Readonly<Record<keyof typeof golden.plateau, ReduceLROnPlateauOptions>> = {
    default: { patience: 2, factor: 0.5 },
    absolute: { patience: 1, factor: 0.5, threshold: 0.2, thresholdMode: "absolute", cooldown: 3 },
    max: { mode: "max", patience: 3, factor: 0.3, minimum: 0.05, threshold: 0.01 },
    "max absolute": {
      mode: "max",
      patience: 0,
      factor: 0.1,
      epsilon: 1e-3,
      threshold: 0.05,
      thresholdMode: "absolute",
    },
  };
  test.each(Object.entries(plateaus))("ReduceLROnPlateau, %s", (name, options) => {
    let schedule = new ReduceLROnPlateau(options);
    const rates = golden.figures.map((figure) => {
      schedule.observe(figure);
      const state = JSON.parse(JSON.stringify(schedule.save())) as ReturnType<typeof schedule.save>;
      schedule = new ReduceLROnPlateau(options);
      schedule.restore(state);
      return schedule.rateAt(0, 1);
    });
    rates.forEach((rate, i) => {
      const expected = golden.plateau[name as keyof typeof golden.plateau][i]!;
      expect(Math.abs(rate - expected), `figure ${i}`).toBeLessThanOrEqual(TOLERANCE);
    });
  });

  test("ReduceLROnPlateau(factor=.5,patience=2), for figures that are better at epochs 0, 1, 2 and 9", () => {
    const name = "ReduceLROnPlateau(factor=.5,patience=2)";
    const schedule = new ReduceLROnPlateau({ factor: 0.5, patience: 2 });
    const rates = before[name].map((_, i) => {
      schedule.observe([0, 1, 2].includes(i) ? 3 - i : i < 9 ? 1 : 0.5);
      return schedule.rateAt(i);
    });
    expect(rates).toEqual(before[name]);
    expect([...Object.keys(SCHEDULES), name].sort()).toEqual(Object.keys(before).sort());
  });
});

describe("schedules", () => {
  test("warm up before a cosine, by hand", () => {
    const schedule = new CosineAnnealingLR({ steps: 8, warmUp: 4, minimum: 0.2 });
    const rates = [0, 1, 2, 3, 4, 6, 8].map((t) => schedule.rateAt(t, 1));
    [0.25, 0.5, 0.75, 1, 1, 0.6, 0.2].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 14));
  });

  test("stay behind the end of one cycle, and take no figure that is none", () => {
    const schedule = new OneCycleLR({ steps: 10, divFactor: 2, finalDivFactor: 5 });
    for (const t of [9, 10, 100]) expect(schedule.rateAt(t, 1)).toBeCloseTo(0.1, 14);
    const plateau = new ReduceLROnPlateau({ patience: 0 });
    plateau.observe(NaN);
    expect(plateau.save()).toEqual({ best: null, bad: 0, cooling: 0, reductions: 1 });
  });

  const refused: readonly (readonly [() => Schedule, string])[] = [
    [() => new StepLR({ stepSize: 0 }), "StepLR: stepSize is 0, expected a whole number from 1 on"],
    [() => new StepLR({ stepSize: 1, gamma: NaN }), "StepLR: gamma is NaN, expected a finite number from 0 on"],
    [() => new MultiStepLR({ milestones: [1.5] }), "MultiStepLR: milestones is 1.5, expected whole numbers from 0 on"],
    [() => new ExponentialLR({ gamma: -1 }), "ExponentialLR: gamma is -1, expected"],
    [() => new PolynomialLR({ power: -1 }), "PolynomialLR: power is -1, expected"],
    [() => new LinearLR({ startFactor: -1 }), "LinearLR: startFactor is -1, expected"],
    [() => new ConstantLR({ steps: 0.5 }), "ConstantLR: steps is 0.5, expected"],
    [() => new CosineAnnealingLR({ steps: 4, warmUp: 4 }), "CosineAnnealingLR: warmUp is 4, expected a whole number"],
    [() => new CosineAnnealingWarmRestarts({ steps: 4, factor: 0.5 }), "CosineAnnealingWarmRestarts: factor is 0.5"],
    [() => new CyclicLR({ maxFactor: 0.5 }), "CyclicLR: maxFactor is 0.5, expected a finite number from 1 on"],
    [() => new CyclicLR({ maxFactor: 2, mode: "square" as "triangular" }), "CyclicLR: mode is square, expected one of"],
    [() => new OneCycleLR({ steps: 3 }), "OneCycleLR: shareUp is 0.3, expected a share that leaves each phase a step"],
    [() => new OneCycleLR({ steps: 9, divFactor: 0 }), "OneCycleLR: divFactor is 0, expected a finite number above 0"],
    [
      () => new ReduceLROnPlateau({ factor: 1 }),
      "ReduceLROnPlateau: factor is 1, expected a number from 0 on and below",
    ],
    [() => new ReduceLROnPlateau({ patience: -1 }), "ReduceLROnPlateau: patience is -1, expected a whole number"],
    [() => new SequentialLR([], []), "SequentialLR: schedules is 0, expected at least one"],
    [
      () => new SequentialLR([new ReduceLROnPlateau()], []),
      "SequentialLR: schedules is 1, expected at least one, none",
    ],
    [
      () => new SequentialLR([new ConstantLR(), new ConstantLR(), new ConstantLR()], [4, 4]),
      "SequentialLR: milestones is [4,4], expected 2 whole numbers from 1 on, one above the other",
    ],
  ];
  test.each(refused)("name options out of range %#", (make, message) => {
    expect(make).toThrow(ValueError);
    expect(make).toThrow(message);
  });
});
