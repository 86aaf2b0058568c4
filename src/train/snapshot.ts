import { tensor } from "../tensor/creation.ts";
import { assign, type Persistent } from "../tensor/persistent.ts";
import { scope } from "../tensor/scope.ts";

/**
 * Copies numbers out of the engine. Calling the result writes them back, as often as wanted.
 *
 *     const restore = snapshot(model.namedTensors());
 */
export function snapshot(tensors: ReadonlyMap<string, Persistent>): () => void {
  const kept = [...tensors.values()].map((t) => [t, t.data] as const);
  return () => scope(() => kept.forEach(([t, data]) => assign(t, tensor(data, t.shape))));
}
