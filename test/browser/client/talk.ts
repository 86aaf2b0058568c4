// A page that only talks to its worker.

import { connect } from "wasmgrad/worker";

Object.assign(globalThis, { connect });
