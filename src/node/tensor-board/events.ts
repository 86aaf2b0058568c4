// Events as TensorBoard reads them, in protocol buffers; the numbers of fields are those of its definitions.
//
// Source: TensorBoard, tensorboard/compat/proto: event.proto, summary.proto, tensor.proto, tensor_shape.proto, types.proto.

import { PbfWriter } from "pbf";

/** What is to be seen at a tag. */
export type Content =
  | { readonly kind: "scalar"; readonly value: number }
  /** Buckets as left edge, right edge and count, one behind the other. */
  | { readonly kind: "histogram"; readonly buckets: Float64Array }
  /** Markdown. */
  | { readonly kind: "text"; readonly text: string };

/** What an event says. */
export type What =
  | { readonly kind: "version" }
  /** A session starts, to which no step from here on belongs that was written before. */
  | { readonly kind: "start" }
  | { readonly kind: "summary"; readonly contents: ReadonlyMap<string, Content> };

const VERSION = "brain.Event:2";
const SESSION_START = 1;
const DATA_CLASS_TENSOR = 2;
const [FLOAT, DOUBLE, STRING] = [1, 2, 7];
const PLUGINS = { scalar: "scalars", histogram: "histograms", text: "text" } as const;

/** The bytes of an event; `seconds` are those of its time since 1970. */
export function encodeEvent(seconds: number, step: number, what: What): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeDoubleField(1, seconds);
  if (step !== 0) pbf.writeVarintField(2, step);
  if (what.kind === "version") pbf.writeStringField(3, VERSION);
  else if (what.kind === "start") pbf.writeMessage(7, () => pbf.writeVarintField(1, SESSION_START), null);
  else pbf.writeMessage(5, writeSummary, what.contents);
  return pbf.finish();
}

function writeSummary(contents: ReadonlyMap<string, Content>, pbf: PbfWriter): void {
  for (const [tag, content] of contents) pbf.writeMessage(1, writeValue, { tag, content });
}

function writeValue({ tag, content }: { readonly tag: string; readonly content: Content }, pbf: PbfWriter): void {
  pbf.writeStringField(1, tag);
  pbf.writeMessage(8, writeTensor, content);
  pbf.writeMessage(9, writeMetadata, content);
}

function writeMetadata({ kind }: Content, pbf: PbfWriter): void {
  pbf.writeMessage(1, () => pbf.writeStringField(1, PLUGINS[kind]), null);
  // Scalars are known by their plugin; TensorFlow leaves this out, too.
  if (kind !== "scalar") pbf.writeVarintField(4, DATA_CLASS_TENSOR);
}

function writeTensor(content: Content, pbf: PbfWriter): void {
  const write = (dtype: number, shape: readonly number[], numbers: Float32Array | Float64Array): void => {
    pbf.writeVarintField(1, dtype);
    pbf.writeMessage(2, writeShape, shape);
    if (numbers.length > 0) pbf.writeBytesField(4, littleEndian(numbers));
  };
  if (content.kind === "scalar") write(FLOAT, [], Float32Array.of(content.value));
  else if (content.kind === "histogram") write(DOUBLE, [content.buckets.length / 3, 3], content.buckets);
  else {
    write(STRING, [], new Float32Array());
    pbf.writeStringField(8, content.text);
  }
}

function writeShape(shape: readonly number[], pbf: PbfWriter): void {
  for (const size of shape) {
    pbf.writeMessage(2, () => (size === 0 ? undefined : pbf.writeVarintField(1, size)), null);
  }
}

function littleEndian(numbers: Float32Array | Float64Array): Uint8Array {
  const bytes = new Uint8Array(numbers.byteLength);
  const view = new DataView(bytes.buffer);
  const size = numbers.BYTES_PER_ELEMENT;
  numbers.forEach((x, i) => (size === 4 ? view.setFloat32(4 * i, x, true) : view.setFloat64(8 * i, x, true)));
  return bytes;
}
