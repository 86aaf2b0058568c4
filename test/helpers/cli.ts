import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** What a program left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of `Cli.run`. */
export interface RunOptions {
  /** Called once the program has printed `when`. */
  readonly when?: string;
  readonly then?: (child: ChildProcess) => void;
}

const root = new URL("../../", import.meta.url).pathname;
const LIMIT = 30_000;

/** The command line program, built from the sources into a folder of its own, which is also where it runs. */
export class Cli {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async build(): Promise<Cli> {
    mkdirSync(join(root, "build"), { recursive: true });
    const folder = mkdtempSync(join(root, "build/cli-"));
    await build({
      absWorkingDir: root,
      entryPoints: { cli: "src/cli/index.ts" },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "es2022",
      // Under a name of its own: a library in the bundle imports the function, too.
      banner: {
        js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
      },
      logLevel: "error",
    });
    return new Cli(folder);
  }

  /** Runs the program on the build of the kernels that this process has. */
  async run(args: readonly string[], { when, then }: RunOptions = {}): Promise<Outcome> {
    const flags = process.execArgv.filter((flag) => flag.includes("relaxed-simd"));
    const child = spawn(process.execPath, [...flags, join(this.folder, "cli.mjs"), ...args], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT,
      killSignal: "SIGKILL",
    });
    let [stdout, stderr, called] = ["", "", false];
    child.stderr.on("data", (data) => (stderr += String(data)));
    child.stdout.on("data", (data) => {
      stdout += String(data);
      if (called || when === undefined || !stdout.includes(when)) return;
      called = true;
      then?.(child);
    });
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, stdout, stderr }));
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
