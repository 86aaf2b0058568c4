import { afterEach, describe, expect, test } from "vitest";
import { Pace, paceSettings } from "../../src/wasm/pace.ts";

/** What a run takes on this machine, in milliseconds. */
type Machine = (all: boolean, run: number) => number;

/** Lets `pace` decide over `runs` runs. Answers the time they took, and how many were on all threads. */
function simulate(pace: Pace, runs: number, machine: Machine): { time: number; all: number } {
  let time = 0;
  let all = 0;
  for (let run = 0; run < runs; run++) {
    const milliseconds = machine(pace.all, run);
    time += milliseconds;
    all += Number(pace.all);
    pace.note(milliseconds);
  }
  return { time, all };
}

const steady =
  (alone: number, all: number): Machine =>
  (isAll) =>
    isAll ? all : alone;

/** Numbers in [0, 1) from a seed. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** `machine` with up to a fifth more at random, and one run in `every` that another process holds up for 4 ms. */
function noisy(machine: Machine, every: number, random = uniform(1)): Machine {
  return (all, run) => machine(all, run) * (1 + random() / 5) + (random() * every < 1 ? 4 : 0);
}

afterEach(() => {
  paceSettings.always = null;
});

describe("Pace", () => {
  test("begins alone, and tries all threads after a few runs", () => {
    const pace = new Pace();
    expect(pace.all).toBe(false);
    const tried: boolean[] = [];
    simulate(pace, 7, (all) => (tried.push(all), all ? 2 : 4));
    expect(tried).toEqual([false, false, false, false, true, true, true]);
  });

  test.each([0.05, 1, 20, 1000])("stays on all threads where these are faster: %f ms alone", (alone) => {
    const pace = new Pace();
    simulate(pace, 300, steady(alone, alone * 0.55));
    const { time, all } = simulate(pace, 2000, steady(alone, alone * 0.55));
    expect(all).toBeGreaterThan(1950);
    expect(time).toBeLessThan(2000 * alone * 0.565);
  });

  test("waits for threads that sleep before the first run on all of them", () => {
    const slowStart: Machine = (all, run) => (all ? (run < 164 ? 0.16 : 0.03) : 0.05);
    expect(simulate(new Pace(), 1000, slowStart).all).toBeGreaterThan(800);
  });

  test("leaves the other cores alone where they hardly help", () => {
    const pace = new Pace();
    simulate(pace, 1000, steady(1, 0.97));
    expect(simulate(pace, 1000, steady(1, 0.97)).all).toBeLessThan(300);
  });

  test("is not misled by first runs that take long", () => {
    const cold: Machine = (all, run) => (all ? 1.5 : run < 2 ? 40 : 1);
    expect(simulate(new Pace(), 1000, cold).all).toBeLessThan(20);
  });

  // The worst: the other threads wait for a core until the operating system takes it from somebody.
  test.each([
    [0.05, 0.06],
    [0.05, 4],
    [1, 0.99],
    [1, 1.2],
    [1, 8],
    [100, 110],
    [100, 200],
  ])("loses less than a twentieth where %f ms alone are %f on all threads", (alone, all) => {
    const pace = new Pace();
    simulate(pace, 100, steady(alone, all)); // the first trial has to be paid somehow
    const { time } = simulate(pace, 20_000, steady(alone, all));
    expect(time).toBeLessThan(1.025 * 20_000 * alone);
  });

  test("tries ever more rarely what does not pay", () => {
    const pace = new Pace();
    const first = simulate(pace, 500, steady(1, 2)).all;
    simulate(pace, 20_000, steady(1, 2));
    const later = simulate(pace, 5000, steady(1, 2)).all / 10;
    expect(first).toBeGreaterThan(2);
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(first / 2);
  });

  test("tries soon again what has paid", () => {
    const pace = new Pace();
    simulate(pace, 20_000, steady(1, 2));
    simulate(pace, 5000, steady(1, 0.5));
    simulate(pace, 100, steady(1, 2));
    expect(simulate(pace, 1000, steady(1, 0.5)).all).toBeGreaterThan(500);
  });

  test.each([
    [0.1, 0.055, 0.13],
    [2, 1.1, 2.4],
    [2, 1.1, 16],
    [100, 55, 120],
  ])("goes back when the machine gets busy: %f ms alone, %f on all threads, then %f", (alone, quiet, busy) => {
    const pace = new Pace();
    simulate(pace, 200, steady(alone, quiet));
    expect(simulate(pace, 1000, steady(alone, quiet)).all).toBeGreaterThan(950);
    // What it had gained before, at most, and a little more.
    const { time } = simulate(pace, 1000, steady(alone, busy));
    expect(time).toBeLessThan(1000 * alone * 1.05 + 10 + 4 * alone + busy);
    // And comes back to all threads when that is over.
    simulate(pace, 3000, steady(alone, quiet));
    expect(simulate(pace, 1000, steady(alone, quiet)).all).toBeGreaterThan(950);
  });

  test("notices that runs alone have become faster than those on all threads", () => {
    const pace = new Pace();
    simulate(pace, 1000, steady(4, 3));
    simulate(pace, 2000, steady(2, 2.2));
    expect(simulate(pace, 1000, steady(2, 2.2)).all).toBeLessThan(100);
  });

  test("keeps to all threads when everything becomes slower alike", () => {
    const pace = new Pace();
    simulate(pace, 1000, steady(2, 1.1));
    simulate(pace, 2000, steady(6, 3.3));
    expect(simulate(pace, 1000, steady(6, 3.3)).all).toBeGreaterThan(950);
  });

  test.each([
    [0.1, 0.06],
    [1, 0.6],
  ])("sees through noise that is the same for all: %f ms alone, %f on all threads", (alone, all) => {
    const pace = new Pace();
    const machine = noisy(steady(alone, all), 20 / alone); // 4 of 24 ms
    simulate(pace, 2000 / alone, machine);
    expect(simulate(pace, 5000 / alone, machine).all).toBeGreaterThan((0.7 * 5000) / alone);
  });

  test("does not take noise for a gain", () => {
    const { time } = simulate(new Pace(), 20_000, noisy(steady(1, 1.2), 20));
    expect(time).toBeLessThan(1.05 * simulate(new Pace(), 20_000, noisy(steady(1, 1), 20)).time);
  });

  test("does not take a hiccup for what runs alone take", () => {
    const machine = (all: number): Machine => noisy(steady(0.1, all), 5);
    const pace = new Pace();
    simulate(pace, 1000, machine(0.15));
    const { time } = simulate(pace, 10_000, machine(0.15));
    expect(time).toBeLessThan(1.05 * simulate(new Pace(), 10_000, machine(0.1)).time);
    expect(simulate(pace, 1000, machine(0.15)).all).toBeLessThan(100);
  });

  test("does not go by one run alone between others, whose data lie in other cores' caches", () => {
    const pace = new Pace();
    simulate(pace, 1000, steady(1, 0.6));
    let before = true;
    const machine: Machine = (all) => {
      const cold = before && !all;
      before = all;
      return all ? 1.2 : cold ? 5 : 1;
    };
    expect(simulate(pace, 1000, machine).all).toBeLessThan(150);
  });

  // One run in ten on all threads waits for a core: the best of them say nothing.
  test("goes by what runs on all threads take together, not by the best of them", () => {
    const random = uniform(3);
    const machine: Machine = (all) => (all ? 0.6 + (random() < 0.1 ? 8 : 0) : 1);
    const pace = new Pace();
    simulate(pace, 1000, machine);
    expect(simulate(pace, 10_000, machine).time).toBeLessThan(10_500);
  });

  test("forgets one run that took for ever, such as a machine that slept", () => {
    const pace = new Pace();
    simulate(pace, 1000, steady(1, 0.6));
    simulate(pace, 1, () => 1e7);
    simulate(pace, 3000, steady(1, 0.6));
    expect(simulate(pace, 100, steady(1, 0.6)).all).toBeGreaterThan(90);
  });

  test("stands a clock that shows no time", () => {
    const pace = new Pace();
    simulate(pace, 1000, () => 0);
    simulate(pace, 100, steady(1, 0.6));
    expect(simulate(pace, 2000, steady(1, 2)).time).toBeLessThan(2200);
  });

  test("does as it is told, and learns nothing from that", () => {
    const pace = new Pace();
    paceSettings.always = "all";
    expect(simulate(pace, 10, steady(1, 2)).all).toBe(10);
    paceSettings.always = "alone";
    expect(simulate(pace, 10, steady(1, 0.5)).all).toBe(0);
    paceSettings.always = null;
    expect(simulate(pace, 10, steady(1, 0.5)).all).toBe(0);
    expect(simulate(pace, 10, steady(1, 0.5)).all).toBe(10);
  });
});
