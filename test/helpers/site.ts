import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { build } from "esbuild";
import ENTRIES from "../../tools/entries.json" with { type: "json" };

const root = new URL("../../", import.meta.url).pathname;

const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
/** Headers of everything that is served, by the folder in the address. */
const POLICIES = {
  open: {},
  isolated: ISOLATED,
  strict: {
    ...ISOLATED,
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
  },
} as const;

/** How a page is served: with nothing, isolated from other origins, or besides without workers from blobs. */
export type Policy = keyof typeof POLICIES;

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".ts": "text/javascript",
};

/** A web server for pages that use the package, on the loopback interface. */
export class Site {
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  private constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
    this.#server = createServer(({ url = "" }, response) => {
      const [, policy = "", name = ""] = url.split("/");
      const file = this.#files.get(name);
      if (file === undefined || !(policy in POLICIES)) {
        response.writeHead(404).end();
        return;
      }
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      response.writeHead(200, { ...POLICIES[policy as Policy], "Content-Type": type }).end(file);
    });
  }

  /** Serves each of these modules, bundled with the package, under its own name; and other files as they are. */
  static async open(paths: readonly string[]): Promise<Site> {
    const files = new Map<string, Uint8Array>();
    for (const path of paths) {
      files.set(basename(path), path.endsWith(".ts") ? await bundled(path) : readFileSync(join(root, path)));
    }
    const site = new Site(files);
    await new Promise<void>((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  address(policy: Policy, name: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${policy}/${name}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A module with all it imports. The package is what `npm run build` made; while that is older than its sources, the sources. */
export async function bundled(path: string): Promise<Uint8Array> {
  const shipped = process.env["CI"] !== undefined || isBuilt();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
    tsconfigRaw: {}, // whose paths would lead to the sources
    alias: Object.fromEntries(
      Object.entries(ENTRIES)
        .map(
          ([subpath, { name, source }]) =>
            [`wasmgrad${subpath.slice(1)}`, join(root, shipped ? `dist/${name}.js` : source)] as const,
        )
        .reverse(), // esbuild takes the first that begins like an import: "wasmgrad" is last
    ),
    logLevel: "error",
  });
  return outputFiles[0]!.contents;
}

function isBuilt(): boolean {
  if (!existsSync(join(root, "dist/index.js"))) return false;
  const built = statSync(join(root, "dist/index.js")).mtimeMs;
  const sources = readdirSync(join(root, "src"), { recursive: true }) as string[];
  return sources.every((file) => statSync(join(root, "src", file)).mtimeMs <= built);
}
