// Files that share a process find random numbers and threads as at its start.

import { manualSeed } from "../../src/tensor/generator.ts";
import { init } from "../../src/wasm/init.ts";
import { resetNoise } from "./random.ts";

resetNoise();
manualSeed(0);
await init({ threads: 1 });
