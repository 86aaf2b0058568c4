/** What a tensor's numbers are. */
export type DType = "float32" | "int32";

/** The array that holds a tensor's numbers outside of the engine. */
export type TypedArray<D extends DType = DType> = D extends "int32"
  ? Int32Array<ArrayBuffer>
  : Float32Array<ArrayBuffer>;

/** Numbers nested to a tensor's rank, as `toArray` gives and `tensor` takes them. */
export type NestedArray = number | readonly NestedArray[];
