import { ValueError } from "../base/errors.ts";

let made: Owned[] | null = null;

/** Something that holds memory of the engine. The innermost open scope frees what was made in it. */
export abstract class Owned {
  abstract readonly disposed: boolean;
  abstract dispose(): void;

  /** `permanent`: belongs to no scope and lives until `dispose`. */
  constructor(permanent = false) {
    if (made !== null && !permanent) made.push(this);
  }
}

/**
 * Runs `f` and frees every tensor that it made, except those in its result: a tensor, or arrays, records and maps of
 * them. Kept tensors belong to the scope outside, if there is one. If `f` throws, all of them are freed.
 *
 * Throws `ValueError` if `f` answers a promise: what is made after the first `await` would not be seen.
 */
export function scope<T>(f: () => T): T {
  const before = made;
  const mine: Owned[] = (made = []);
  let kept = new Set<Owned>();
  try {
    const result = f();
    if (typeof (result as { then?: unknown } | null | undefined)?.then === "function") {
      // Nobody else has the promise, and what it meets next is that its tensors are gone.
      if (result instanceof Promise) result.catch(() => undefined);
      throw new ValueError("scope: the result is a promise, expected a value; await outside of the scope");
    }
    kept = ownedIn(result);
    return result;
  } finally {
    made = before;
    for (const t of mine) {
      if (kept.has(t)) before?.push(t);
      else if (!t.disposed) t.dispose();
    }
  }
}

/** The tensors in a value, however deep in arrays, maps and plain objects. */
function ownedIn(value: unknown, found = new Set<Owned>(), seen = new Set<unknown>()): Set<Owned> {
  if (typeof value !== "object" || value === null) return found;
  if (value instanceof Owned) return found.add(value);
  if (seen.has(value)) return found;
  seen.add(value);
  if (Array.isArray(value)) for (const v of value) ownedIn(v, found, seen);
  else if (value instanceof Map) {
    for (const [k, v] of value as ReadonlyMap<unknown, unknown>) {
      ownedIn(k, found, seen);
      ownedIn(v, found, seen);
    }
  } else if (isPlain(value)) for (const v of Object.values(value)) ownedIn(v, found, seen);
  return found;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
