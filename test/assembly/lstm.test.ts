import { lstmCell } from "../helpers/recurrent.ts";
import { recurrentKernels } from "../helpers/recurrent-kernels.ts";

recurrentKernels(lstmCell, "lstm", "lstm_backward");
