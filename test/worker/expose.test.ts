import { expect, expectTypeOf, test } from "vitest";
import { EngineError, ValueError } from "../../src/base/errors.ts";
import { crossEntropy, Linear, type Module } from "../../src/nn/index.ts";
import { SGD } from "../../src/optim/index.ts";
import { accuracy } from "../../src/train/index.ts";
import { expose, type MetricsOf, type SettingsOf, type TrainerDefinition } from "../../src/worker/index.ts";

const optimizer = (model: Module) => new SGD(model, { learningRate: 0.1 });
const definition: TrainerDefinition = { build: () => new Linear(2, 2), loss: crossEntropy, optimizer };

test("is for workers", () => {
  expect(() => expose(definition)).toThrow(EngineError);
});

test.each(["build", "loss", "optimizer"])("wants %s to be a function", (name) => {
  expect(() => expose({ ...definition, [name]: 1 })).toThrow(ValueError);
});

test("the type tells metrics and settings", () => {
  const plain = () => expose({ build: () => new Linear(2, 2), loss: crossEntropy, optimizer });
  const full = () =>
    expose({
      build: (settings: { readonly units: number }) => new Linear(2, settings.units),
      loss: crossEntropy,
      optimizer: (model, { units }) => new SGD(model, { learningRate: 1 / units }),
      metrics: { accuracy },
    });
  expect(plain).toThrow(EngineError);
  expect(full).toThrow(EngineError);
  expectTypeOf<SettingsOf<ReturnType<typeof plain>>>().toEqualTypeOf<[settings?: undefined]>();
  expectTypeOf<keyof MetricsOf<ReturnType<typeof plain>>>().toEqualTypeOf<never>();
  expectTypeOf<SettingsOf<ReturnType<typeof full>>>().toEqualTypeOf<[settings: { readonly units: number }]>();
  expectTypeOf<keyof MetricsOf<ReturnType<typeof full>>>().toEqualTypeOf<"accuracy">();
});
