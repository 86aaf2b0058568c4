// The way between a page and its worker, for birpc: messages in an envelope of their own, so that a user's messages may
// take the same way; errors with their classes; buffers that move; and a greeting, because a worker that awaits something
// before it calls `expose` has lost what came before.

import type { ChannelOptions } from "birpc";
import type { Endpoint } from "./endpoints.ts";
import { fromWire, toWire, type WireError } from "./wire-error.ts";

/** What birpc sends: a request with arguments, or a reply with a result or an error. */
interface Message {
  readonly a?: readonly unknown[];
  readonly r?: unknown;
  readonly e?: unknown;
}

const ENVELOPE = "wasmgrad";
const HELLO = "hello";
const READY = "ready";

const moving = new WeakMap<object, readonly ArrayBuffer[]>();

/** `value`, an argument or a result whose `buffers` shall move to the other side instead of being copied. */
export function move<T extends object>(value: T, buffers: readonly ArrayBuffer[]): T {
  moving.set(value, buffers);
  return value;
}

function buffersOf({ a = [], r }: Message): ArrayBuffer[] {
  const all = [...a, r].flatMap((value) => moving.get(value as object) ?? []);
  return [...new Set(all)];
}

/** Opens the envelopes: calls `greeted` for this greeting, and `receive` with messages of birpc. */
function open(endpoint: Endpoint, greeting: string, greeted: () => void, receive: (message: unknown) => void): void {
  endpoint.listen((message) => {
    const content = isObject(message) ? message[ENVELOPE] : undefined;
    if (content === greeting) greeted();
    else if (isObject(content)) receive(content);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function channel(endpoint: Endpoint, on: ChannelOptions["on"]): ChannelOptions & { readonly timeout: number } {
  return {
    post: (message: Message) => endpoint.post({ [ENVELOPE]: message }, buffersOf(message)),
    on,
    serialize: (message: Message) => (message.e === undefined ? message : { ...message, e: toWire(message.e) }),
    deserialize: (message: Message) =>
      message.e === undefined ? message : { ...message, e: fromWire(message.e as WireError) },
    bind: "functions",
    timeout: -1, // training takes as long as it takes
  };
}

/** The page's end. Calls wait until the worker is ready; `gone` rejects if it never will be. */
export function pageChannel(endpoint: Endpoint, gone: Promise<never>): ReturnType<typeof channel> {
  return channel(endpoint, (receive) => {
    const ready = new Promise<void>((resolve) => open(endpoint, READY, resolve, receive));
    endpoint.post({ [ENVELOPE]: HELLO }, []);
    const greeted = Promise.race([ready, gone]);
    greeted.catch(() => undefined); // nobody may call before the worker is gone
    return greeted;
  });
}

/** The worker's end. Says that it is ready, now and to a page that comes later. */
export function workerChannel(endpoint: Endpoint): ReturnType<typeof channel> {
  const greet = (): void => endpoint.post({ [ENVELOPE]: READY }, []);
  return channel(endpoint, (receive) => {
    open(endpoint, HELLO, greet, receive);
    greet();
  });
}
