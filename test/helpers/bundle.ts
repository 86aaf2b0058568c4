import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url).pathname;

/** A module of this repository with all it imports, in a file that Node can run. */
export class Bundle {
  readonly #folder: string;
  readonly path: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, "module.mjs");
  }

  static async build(entry: string): Promise<Bundle> {
    mkdirSync(join(root, "build"), { recursive: true });
    const bundle = new Bundle(mkdtempSync(join(root, "build/module-")));
    await build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: bundle.path,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "es2022",
      logLevel: "error",
    });
    return bundle;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
