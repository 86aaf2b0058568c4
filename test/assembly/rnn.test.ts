import { describe } from "vitest";
import { reluCell, tanhCell } from "../helpers/recurrent.ts";
import { recurrentKernels } from "../helpers/recurrent-kernels.ts";

describe("with tanh", () => recurrentKernels(tanhCell, "rnn", "rnn_backward"));
describe("with ReLU", () => recurrentKernels(reluCell, "rnn", "rnn_backward"));
