/** Arrays nested deeper stay where they are. */
const DEEPEST = 8;

/** The buffers that can move with a value: those of its typed arrays that take a whole one, also in arrays and plain objects. */
export function buffersIn(value: unknown, depth = 0): ArrayBuffer[] {
  if (value instanceof ArrayBuffer) return [value];
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value;
    return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
  }
  if (typeof value !== "object" || value === null || depth === DEEPEST) return [];
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? Object.values(value).flatMap((inner) => buffersIn(inner, depth + 1)) : [];
}
