// The network as an ONNX file. The messages are those of onnx.proto that such a file takes; the numbers are its own.
// Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
import protobuf from "protobufjs";

const { root } = protobuf.parse(
  `
  syntax = "proto3";
  message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }
  message Opset { string domain = 1; int64 version = 2; }
  message Graph {
    repeated Node node = 1;
    string name = 2;
    repeated Tensor initializer = 5;
    repeated Value input = 11;
    repeated Value output = 12;
  }
  message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
  message Attribute { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Value { string name = 1; Type type = 2; }
  message Type { TensorType tensor_type = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Shape { repeated Dimension dim = 1; }
  message Dimension { int64 dim_value = 1; }
`,
  { keepCase: true },
);

const FLOAT = 1;
const [INT, INTS] = [2, 7];

/** The network of cnn.mjs for one image `x`, whose output is `y`. */
export function convolutionalModel({ conv, dense }) {
  const [node, initializer] = [[], []];
  let last = "x";
  const add = (op_type, parameters = [], attribute = []) => {
    const names = parameters.map(([data, dims]) => {
      const name = `p${initializer.length}`;
      const raw_data = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      initializer.push({ name, dims, data_type: FLOAT, raw_data });
      return name;
    });
    const output = `t${node.length}`;
    node.push({ op_type, input: [last, ...names], output: [output], attribute });
    last = output;
  };
  const ints = (name, values) => ({ name, ints: values, type: INTS });
  for (const { O, C, R, w, b } of conv) {
    add(
      "Conv",
      [
        [w, [O, C, R, R]],
        [b, [O]],
      ],
      [ints("kernel_shape", [R, R])],
    );
    add("MaxPool", [], [ints("kernel_shape", [2, 2]), ints("strides", [2, 2])]);
    add("Relu");
  }
  add("Flatten");
  dense.forEach(({ U, D, w, b }, i) => {
    if (i > 0) add("Relu");
    add(
      "Gemm",
      [
        [w, [U, D]],
        [b, [U]],
      ],
      [{ name: "transB", i: 1, type: INT }],
    );
  });
  node.at(-1).output = ["y"];
  const value = (name, dims) => {
    const shape = { dim: dims.map((dim_value) => ({ dim_value })) };
    return { name, type: { tensor_type: { elem_type: FLOAT, shape } } };
  };
  const graph = { name: "cnn", node, initializer, input: [value("x", [1, 1, 28, 28])], output: [value("y", [1, 10])] };
  const model = { ir_version: 8, graph, opset_import: [{ domain: "", version: 13 }] };
  return root.lookupType("Model").encode(model).finish();
}
