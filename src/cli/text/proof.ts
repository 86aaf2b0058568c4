import { Subset, type WindowDataset } from "../../data/index.ts";
import type { CharLSTM } from "../../models/index.ts";
import { predict } from "../../train/predict.ts";
import { digestOf } from "../digest.ts";

/** Samples whose scores a reloaded model must give again. */
const PROVEN = 32;

/** SHA-256 of a model's scores for the first held-out samples, and how many these are. */
export async function proofOf(model: CharLSTM, test: WindowDataset): Promise<{ outputs: string; samples: number }> {
  const samples = Math.min(PROVEN, test.length);
  const first = new Subset(
    test,
    Int32Array.from({ length: samples }, (_, i) => i),
  );
  return { outputs: digestOf(await predict(model, first)), samples };
}
