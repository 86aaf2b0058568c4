/** What every error of the library is: a message of the form `<op>: <name> is <got>, expected <wanted>[; <remedy>]`. */
export class WasmgradError extends Error {
  override name = "WasmgradError";
}

/** A tensor's rank or sizes do not fit, or an argument that names axes or sizes does not. */
export class ShapeError extends WasmgradError {
  override name = "ShapeError";
}

/** A tensor's dtype does not fit, or a number does not fit the dtype. */
export class DTypeError extends WasmgradError {
  override name = "DTypeError";
}

/** An index is outside of what it points into. */
export class IndexError extends WasmgradError {
  override name = "IndexError";
}

/** An argument other than a tensor has a value that cannot be used. */
export class ValueError extends WasmgradError {
  override name = "ValueError";
}

/** WebAssembly memory ran out, or freed memory was used or freed again. */
export class MemoryError extends WasmgradError {
  override name = "MemoryError";
}

/** Gradients were asked for where there are none, or where what they need has changed. */
export class AutogradError extends WasmgradError {
  override name = "AutogradError";
}

/** A file or a byte sequence does not follow its format. */
export class FormatError extends WasmgradError {
  override name = "FormatError";
}

/** A file cannot be read or written. */
export class FileError extends WasmgradError {
  override name = "FileError";
}

/** The engine cannot start, or cannot be configured as asked. */
export class EngineError extends WasmgradError {
  override name = "EngineError";
}
