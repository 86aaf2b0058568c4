import { createRequire } from "node:module";
import { INFERENCE, trained } from "../cnn.mjs";
import { convolutionalModel } from "../onnx.mjs";
import { inference, serve } from "../serve.mjs";

const ort = createRequire(import.meta.url)("onnxruntime-web");
ort.env.wasm.numThreads = 1;

async function cnn() {
  const { image, expected, ...network } = trained();
  const session = await ort.InferenceSession.create(convolutionalModel(network), { executionProviders: ["wasm"] });
  const x = new ort.Tensor("float32", image, [1, 1, 28, 28]);
  return inference(async () => (await session.run({ x })).y.data, expected);
}

await serve(`ONNX Runtime Web ${ort.env.versions.web}, wasm`, { [INFERENCE]: cnn });
