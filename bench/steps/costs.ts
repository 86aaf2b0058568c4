import { execute } from "../../src/wasm/execute.ts";
import { NAMES } from "../../src/wasm/generated/launch.ts";
import { SPINS } from "../../src/wasm/layout.ts";
import { BARRIER } from "../../src/wasm/list.ts";
import { Pace, paceSettings } from "../../src/wasm/pace.ts";
import { Storage } from "../../src/wasm/storage.ts";
import { liveInts, writeInts } from "../../src/wasm/views.ts";
import { type Effort, race } from "../harness.ts";
import { atMost, type Figure } from "./figure.ts";

const RECORDS = 1000;
/** Items of a record, for two threads, and a part. */
const [ITEMS, GRAIN] = [32, 16];

/** What the smallest launch costs, and what a barrier adds to it where no thread sleeps, and where one does every time. */
export function costs(effort: Effort): Figure[] {
  const data = new Storage(4 * ITEMS);
  const [plain, fenced] = [list(data, 0), list(data, GRAIN | BARRIER)];
  const pace = new Pace();
  const run = (code: Storage, always: "alone" | "all", looks: number) => () => {
    paceSettings.always = always;
    const spins = liveInts(SPINS, 1);
    const usual = spins[0]!;
    if (looks > 0) spins[0] = looks;
    execute(code.address, RECORDS, pace);
    spins[0] = usual;
    paceSettings.always = null;
  };
  const times = race({ record: run(plain, "alone", 0), awake: run(fenced, "all", 0) }, effort);
  const asleep = race({ asleep: run(fenced, "all", 1) }, effort).asleep;
  for (const storage of [plain, fenced, data]) storage.release();
  const record = (1e6 * times.record.best) / RECORDS;
  const barrier = (milliseconds: number) => (1e3 * milliseconds) / RECORDS - record / 1000;
  return [
    atMost(15, { name: "a record", value: record, unit: "ns", detail: `with a kernel of ${ITEMS} elements` }),
    atMost(1.5, { name: "a barrier, all awake", value: barrier(times.awake.best), unit: "µs", detail: "" }),
    { name: "a barrier, one asleep", value: barrier(asleep.best), unit: "µs", target: "", met: null, detail: "" },
  ];
}

/** Records that overwrite the same numbers. */
function list(data: Storage, grain: number): Storage {
  const record = [NAMES.indexOf("relu") | (5 << 16), ITEMS, grain, data.address, data.address];
  const code = new Storage(4 * record.length * RECORDS);
  writeInts(code.address, Array.from({ length: RECORDS }, () => record).flat());
  return code;
}
