import { leakyRelu, relu, sigmoid, softmax, stack, tanh, tensor, type Tensor, zeros, full } from "wasmgrad";
import { diagram, pathChart } from "wasmgrad/viz";
import { between, graphs, type Pictures, SIZE } from "./support.ts";

export const pictures: Pictures = {
  neuron: () =>
    diagram(
      {
        x1: { at: [30, 40], text: "2", shape: "circle", size: [36, 36] },
        x2: { at: [30, 115], text: "−1", shape: "circle", size: [36, 36] },
        x3: { at: [30, 190], text: "3", shape: "circle", size: [36, 36] },
        z: { at: [180, 115], text: ["w · x + b", "z = −1"], size: [86, 52], color: 0 },
        a: { at: [305, 115], text: ["σ(z)", "0.269"], size: [66, 52], color: 1 },
        b: { at: [180, 205], text: "b = −2", shape: "none", size: [60, 24] },
        x: { at: [30, 10], text: "x", shape: "none", size: [20, 16] },
      },
      [
        { from: "x1", to: "z", label: "w₁ = 0.5" },
        { from: "x2", to: "z", label: "w₂ = 1.5" },
        { from: "x3", to: "z", label: "w₃ = 0.5" },
        { from: "b", to: "z" },
        { from: "z", to: "a" },
      ],
      { label: "A neuron: three inputs, weights on the arrows, their sum with the bias, the activation", ...SIZE },
    ),
  sigmoid: () => activation("sigmoid(x)", sigmoid),
  tanh: () => activation("tanh(x)", tanh),
  relu: () => activation("relu(x)", relu),
  "leaky-relu": () => activation("leakyRelu(x, 0.1)", (x) => leakyRelu(x, 0.1)),
  softmax: () => {
    const at = between(-6, 6);
    const x = tensor(at);
    const shares = softmax(stack([x, full(x.shape, 1), zeros(x.shape)], -1)).data;
    const names = ["of x", "of 1", "of 0"];
    const lines = names.map((name, k) => ({ name, x: at, y: at.map((_, i) => shares[3 * i + k]!) }));
    const label = "Softmax of the logits x, 1 and 0 as x goes from −6 to 6: three shares that sum to 1";
    return pathChart(lines, { label, xName: "x", xRange: [-6, 6], ...SIZE });
  },
};

function activation(name: string, f: (x: Tensor) => Tensor): string {
  const label = `The graph of ${name} from −6 to 6, and its slope`;
  return pathChart(graphs(name, f, -6, 6), { label, xName: "x", xRange: [-6, 6], ...SIZE });
}
