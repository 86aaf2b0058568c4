import type { Metrics } from "../train/metrics/metric.ts";
import type { MetricsOf, SettingsOf, TrainerDefinition } from "../train/trainer.ts";
import type { AnyWorker } from "./endpoints.ts";
import { RemoteTrainer } from "./remote-trainer.ts";

/**
 * Connects to a worker whose module calls `expose`, and has it build its model from `settings`, which are copied. The type says
 * what the module exposes:
 *
 *     import type { digitsTrainer } from "./trainer.ts";
 *     const worker = new Worker(new URL("./trainer.ts", import.meta.url), { type: "module" });
 *     const trainer = connect<typeof digitsTrainer>(worker);
 *     const { history, weights } = await trainer.fit(train, { epochs: 20 });
 *
 * The page stays responsive: it sends data, and gets progress and results. A worker is connected once.
 */
export function connect<T extends TrainerDefinition<Metrics, never> = TrainerDefinition>(
  worker: AnyWorker,
  ...[settings]: SettingsOf<T>
): RemoteTrainer<MetricsOf<T>> {
  return new RemoteTrainer<MetricsOf<T>>(worker, settings);
}
