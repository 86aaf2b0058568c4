import { svgFile } from "wasmgrad/viz";
import { pictures as activations } from "./activations.ts";
import { pictures as convolution } from "./convolution.ts";
import { pictures as losses } from "./losses.ts";
import { pictures as optimizers } from "./optimizers.ts";
import { pictures as recurrent } from "./recurrent.ts";
import { pictures as training } from "./training.ts";

const PICTURES = { ...activations, ...losses, ...optimizers, ...training, ...convolution, ...recurrent };

/** Every picture of the cheat sheet: the name of its file, and what it holds. */
export async function* drawings(): AsyncGenerator<[name: string, svg: string], void, undefined> {
  for (const [name, draw] of Object.entries(PICTURES)) yield [name, svgFile(await draw())];
}
