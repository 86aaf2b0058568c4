import { init } from "../wasm/init.ts";
import { VERSION } from "./version.ts";

/** What a run was made with. */
export interface Environment {
  readonly wasmgrad: string;
  /** Build of the kernels. */
  readonly simd: string;
  readonly threads: number;
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
}

/** What this process has. Starts the engine. */
export async function environmentHere(): Promise<Environment> {
  const { simd, threads } = await init();
  return {
    wasmgrad: VERSION,
    simd,
    threads,
    node: process.version,
    v8: process.versions.v8,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** `plain SIMD, 2 threads` */
export function formatKernels({ simd, threads }: Environment): string {
  return `${simd} SIMD, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
}
