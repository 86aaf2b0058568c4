import { createBirpc } from "birpc";
import { checkFunction } from "../train/check.ts";
import type { Metrics } from "../train/metrics/metric.ts";
import type { TrainerDefinition } from "../train/trainer.ts";
import { workerChannel } from "./channel.ts";
import { claimWorker } from "./claim.ts";
import type { WorkerDefinition } from "./definition.ts";
import { endpointBack } from "./endpoints.ts";
import { Host } from "./host.ts";
import type { PageFunctions, WorkerFunctions } from "./protocol.ts";

/**
 * Lets the page that started this worker train a model here, by `connect`, or many, by `trainerPool`. Called once, in
 * the module that the worker runs:
 *
 *     export const digitsTrainer = expose({
 *       build: () => new Sequential(new Linear(64, 128), new ReLU(), new Linear(128, 10)),
 *       loss: crossEntropy,
 *       optimizer: (model) => new Adam(model),
 *       metrics: { accuracy },
 *     });
 *
 * Answers the definition, for its type. Throws `EngineError` outside of a worker and when something was exposed before, `ValueError`
 * if a function is missing.
 */
export function expose<M extends Metrics = Readonly<Record<never, never>>, S = undefined>(
  definition: WorkerDefinition<M, S>,
): TrainerDefinition<M, S> {
  checkFunction("expose", "build", definition.build, "a function that makes the model");
  checkFunction("expose", "loss", definition.loss, "a function of output and targets");
  checkFunction("expose", "optimizer", definition.optimizer, "a function that makes one for the model");
  const channel = workerChannel(endpointBack("expose"));
  claimWorker("expose");
  const host: Host = new Host(definition as WorkerDefinition, () => page);
  const page = createBirpc<PageFunctions, WorkerFunctions>(host, channel);
  return definition;
}
