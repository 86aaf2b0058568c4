export { connect } from "./connect.ts";
export { connectFunction, type ConnectFunctionOptions, type RemoteFunction } from "./connect-function.ts";
export type { MetricsOf, SettingsOf, TrainerDefinition } from "./definition.ts";
export type { AnyWorker, NodeWorker } from "./endpoints.ts";
export { expose } from "./expose.ts";
export { type AnyFunction, exposeFunction } from "./expose-function.ts";
export type { FitResult, Numbers, PlainFitOptions, PlainOptions } from "./protocol.ts";
export type { RemoteFitOptions, RemoteTrainer, RemoteWorkOptions } from "./remote-trainer.ts";
