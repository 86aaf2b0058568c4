// `npm run bench:versus`: whole training steps, inference and products against other engines, one thread each.
//
//   --only TEXT     only steps that have TEXT in their name
//   --engine TEXT   only engines that have TEXT in their name
//   --rounds N      how often every engine gets its turn; default 5
//   --json FILE     writes [{ name, engine, ms }], the best times; "-" is standard output
//
// Every engine runs in a process of its own. They take turns, so that what the machine does meanwhile falls on all alike.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const STEPS = [
  "xor 2-4-1 b4 sgd",
  "mlp 784-256-128-10 b64 sgd",
  "mlp 784-256-128-10 b64 adam",
  "cnn c24k5-c32k3-128-10 b32 sgd",
  "cnn c32k3s-c64k3s-128-10 b32 adam",
  "lstm T20 in16 h64 b32 sgd",
  "lstm T32 in64 h128 b32 adam",
  "gru T20 in16 h64 b32 sgd",
  "gru T32 in64 h128 b32 adam",
  "inference c24k5-c32k3-128-10 b1",
  "charlstm e64-h128-65 b1",
  "matmul NN 1024x1024x1024",
  "matmul NT 1024x1024x1024",
  "matmul TN 1024x1024x1024",
];
/** Milliseconds of a turn, and how long to wait for its end. */
const TURN = 250;
const PATIENCE = 120_000;
const PYTHON = "/usr/bin/python3"; // the one that sees Debian's packages

const here = fileURLToPath(new URL(".", import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    engine: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    json: { type: "string" },
  },
});
const say = values.json === "-" ? console.error : console.log;

const { dependencies } = JSON.parse(readFileSync(`${here}package.json`, "utf8"));
if (!Object.keys(dependencies).every((name) => existsSync(`${here}node_modules/${name}`))) {
  say("Installing the other engines into bench/versus ...");
  execFileSync(process.execPath, [npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: ["ignore", 2, 2],
  });
}
await build({
  entryPoints: [`${here}engines/wasmgrad.mjs`],
  outfile: "build/bench/wasmgrad.mjs",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});

const relaxed = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];
const ENGINES = {
  wasmgrad: [process.execPath, "build/bench/wasmgrad.mjs", "plain"],
  "wasmgrad-relaxed": [process.execPath, ...relaxed, "build/bench/wasmgrad.mjs", "relaxed"],
  "wasmgrad-compiled": [process.execPath, "build/bench/wasmgrad.mjs", "plain", "compiled"],
  "wasmgrad-relaxed-compiled": [process.execPath, ...relaxed, "build/bench/wasmgrad.mjs", "relaxed", "compiled"],
  pytorch: [PYTHON, `${here}torch_steps.py`],
  "jax-js": [process.execPath, `${here}engines/jax-js.mjs`],
  "tfjs-wasm": [process.execPath, `${here}engines/tfjs.mjs`, "wasm"],
  "tfjs-cpu": [process.execPath, `${here}engines/tfjs.mjs`, "cpu"],
  "ort-web": [process.execPath, `${here}engines/ort-web.mjs`],
  convnetjs: [process.execPath, `${here}engines/convnetjs.mjs`],
};

const [cpu] = cpus();
say(`${cpu?.model.trim()}, ${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}`);
const engines = [];
for (const [name, command] of Object.entries(ENGINES)) {
  if (!name.includes(values.engine)) continue;
  if (name === "pytorch" && spawnSync(PYTHON, ["-c", "import torch"]).status !== 0) {
    say("pytorch: left out, as python3-torch is not installed");
    continue;
  }
  const engine = await start(name, command);
  engines.push(engine);
  say(`${name}: ${engine.version}`);
}

const steps = STEPS.filter((step) => step.includes(values.only));
const cells = new Map(
  steps.map((step) => [step, new Map(engines.map(({ name }) => [name, { samples: [], why: "" }]))]),
);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const step of steps) {
    for (const engine of engines) {
      const cell = cells.get(step).get(engine.name);
      if (cell.why !== "") continue;
      const { samples, cannot, failed } = await engine.ask({ step, ms: TURN });
      if (samples !== undefined) cell.samples.push(...samples);
      else cell.why = cannot === undefined ? `failed: ${failed}` : `cannot: ${cannot}`;
    }
  }
}
for (const engine of engines) engine.stop();

const rows = [];
for (const [step, byEngine] of cells) {
  say(`\n${step}`);
  const ours = best(byEngine.get("wasmgrad")?.samples ?? []);
  for (const [engine, { samples, why }] of byEngine) {
    if (why !== "") say(`  ${engine.padEnd(26)}${why}`);
    else {
      const ms = best(samples);
      rows.push({ name: step, engine, ms });
      const middle = [...samples].sort((a, b) => a - b)[samples.length >> 1];
      const ratio = Number.isFinite(ours) ? `  ${(ms / ours).toFixed(2)} × wasmgrad` : "";
      say(
        `  ${engine.padEnd(26)}best ${ms.toFixed(4).padStart(10)}  median ${middle.toFixed(4).padStart(10)} ms${ratio}`,
      );
    }
  }
}
const text = `${JSON.stringify(rows, null, 2)}\n`;
if (values.json === "-") process.stdout.write(text);
else if (values.json !== undefined) writeFileSync(values.json, text);

function best(samples) {
  return Math.min(...samples);
}

/** Starts an engine and waits for its version. `ask` sends one request; an engine that dies or hangs has failed. */
async function start(name, [program, ...args]) {
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, OMP_NUM_THREADS: "1" },
  });
  const waiting = [];
  let gone = null;
  const answer = (value) => waiting.shift()?.(value);
  const end = (why) => {
    gone = { failed: why };
    while (waiting.length > 0) answer(gone);
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("@")) answer(JSON.parse(line.slice(1)));
  });
  child.on("error", (error) => end(error.message));
  child.on("exit", (code) => end(`the process ended with ${code}`));
  child.stdin.on("error", () => {}); // its end is reported by "exit"
  const next = () =>
    new Promise((resolve) => {
      if (gone !== null) return resolve(gone);
      const timer = setTimeout(() => {
        child.kill();
        resolve({ failed: `no answer within ${PATIENCE / 1000} s` });
      }, PATIENCE);
      waiting.push((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  const { version, failed } = await next();
  return {
    name,
    version: version ?? `failed: ${failed}`,
    ask: (request) => {
      if (gone === null) child.stdin.write(`${JSON.stringify(request)}\n`);
      return next();
    },
    stop: () => child.stdin.end(),
  };
}

/** The npm that runs this script: the one on the PATH of a script may be an old one that a package brought along. */
function npm() {
  return (
    process.env.npm_execpath ?? new URL("../lib/node_modules/npm/bin/npm-cli.js", `file://${process.execPath}`).pathname
  );
}
