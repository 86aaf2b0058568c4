export { connect } from "./connect.ts";
export type { WorkerDefinition } from "./definition.ts";
export type { AnyWorker, NodeWorker } from "./endpoints.ts";
export { expose } from "./expose.ts";
export type { FitResult, Numbers, PlainFitOptions, PlainOptions } from "./protocol.ts";
export { TrainerPool, trainerPool } from "./trainer-pool.ts";
export type { MetricsOf, SettingsOf, TrainerDefinition } from "../train/trainer.ts";
export type { RemoteFitOptions, RemoteTrainer, RemoteWorkOptions } from "./remote-trainer.ts";
