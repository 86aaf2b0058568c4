import { describe, expect, test } from "vitest";
import { FormatError } from "../../src/base/errors.ts";
import { build, formatArchitecture, parseArchitecture } from "../../src/cli/architecture.ts";
import { ACTIVATIONS } from "../../src/cli/choices.ts";
import { Module } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/creation.ts";
import { manualSeed } from "../../src/tensor/generator.ts";

const TWO = { inputs: 4, hidden: [3, 5], activation: "tanh", outputs: 2 };

describe("build", () => {
  test("puts an activation behind each hidden layer, and none at the end", () => {
    expect([...build(TWO)].map((layer) => layer.constructor.name)).toEqual([
      "Linear",
      "Tanh",
      "Linear",
      "Tanh",
      "Linear",
    ]);
    const shapes = [...build(TWO).namedTensors()].map(([name, { shape }]) => [name, shape]);
    expect(shapes).toEqual([
      ["0.weight", [3, 4]],
      ["0.bias", [3]],
      ["2.weight", [5, 3]],
      ["2.bias", [5]],
      ["4.weight", [2, 5]],
      ["4.bias", [2]],
    ]);
  });

  test("makes a linear model of no hidden layer", () => {
    expect([...build({ ...TWO, hidden: [] })].map((layer) => layer.constructor.name)).toEqual(["Linear"]);
  });

  test("knows each activation, and each does something else", () => {
    const outputs = Object.keys(ACTIVATIONS).map((activation) => {
      manualSeed(7);
      return String(build({ ...TWO, activation }).forward(tensor([[1, -2, 3, -4]])));
    });
    expect(outputs.length).toBeGreaterThanOrEqual(4);
    expect(new Set(outputs).size).toBe(outputs.length);
    for (const make of Object.values(ACTIVATIONS)) expect(make()).toBeInstanceOf(Module);
  });
});

describe("an architecture in JSON", () => {
  test("is read back, and said in words", () => {
    expect(parseArchitecture("info", JSON.stringify(TWO))).toEqual(TWO);
    expect(formatArchitecture(TWO)).toBe("4 → 3 → tanh → 5 → tanh → 2");
    expect(formatArchitecture({ ...TWO, hidden: [] })).toBe("4 → 2");
  });

  test.each([
    "",
    "null",
    "[]",
    "{}",
    JSON.stringify(TWO).slice(0, -1),
    JSON.stringify({ ...TWO, inputs: 0 }),
    JSON.stringify({ ...TWO, inputs: 1e12 }),
    JSON.stringify({ ...TWO, outputs: "2" }),
    JSON.stringify({ ...TWO, hidden: 3 }),
    JSON.stringify({ ...TWO, hidden: [3, 1.5] }),
    JSON.stringify({ ...TWO, activation: "constructor" }),
    JSON.stringify({ ...TWO, activation: null }),
  ])("refuses %s", (text) => {
    expect(() => parseArchitecture("info", text)).toThrow(FormatError);
    expect(() => parseArchitecture("info", text)).toThrow("info: the architecture is");
  });
});
