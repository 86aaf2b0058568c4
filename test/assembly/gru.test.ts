import { gruCell } from "../helpers/recurrent.ts";
import { recurrentKernels } from "../helpers/recurrent-kernels.ts";

recurrentKernels(gruCell, "gru", "gru_backward");
