import { ValueError } from "../base/errors.ts";
import { assign, type Persistent } from "../tensor/persistent.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Problems that a message lists by name. */
const LISTED = 8;

/**
 * Copies each of `tensors` into the target of the same name. Both hold the same names, shapes and dtypes, else nothing is
 * written: throws `ValueError`, which lists what is missing, unexpected or does not fit.
 */
export function loadInto(
  op: string,
  targets: ReadonlyMap<string, Persistent>,
  tensors: ReadonlyMap<string, Tensor>,
): void {
  checkLoad(op, targets, tensors);
  for (const [name, target] of targets) assign(target, tensors.get(name)!);
}

/** Throws as `loadInto` does, and writes nothing. */
export function checkLoad(
  op: string,
  targets: ReadonlyMap<string, Persistent>,
  tensors: ReadonlyMap<string, Tensor>,
): void {
  const problems: string[] = [];
  for (const [name, target] of targets) {
    const t = tensors.get(name);
    if (t === undefined) problems.push(`"${name}" is missing`);
    else if (!sameShape(t.shape, target.shape) || t.dtype !== target.dtype)
      problems.push(`"${name}" is ${describe(t)}, expected ${describe(target)}`);
    else if (t.disposed || target.disposed) problems.push(`"${name}" was disposed of`);
  }
  for (const name of tensors.keys()) if (!targets.has(name)) problems.push(`"${name}" is unexpected`);
  if (problems.length > 0) {
    const more = problems.length > LISTED ? ` and ${problems.length - LISTED} more` : "";
    throw new ValueError(`${op}: ${problems.slice(0, LISTED).join(", ")}${more}; nothing was loaded`);
  }
}

function describe(t: Tensor): string {
  return `${t.dtype} ${formatShape(t.shape)}`;
}
