import { ValueError } from "../base/errors.ts";
import { Tensor } from "../tensor/tensor.ts";
import { located } from "./located.ts";
import { Module } from "./module.ts";

/** What a node computes from tensors: a module, or an op. */
export type Computes = Module | ((...xs: Tensor[]) => Tensor);

/** A value in a graph: an input, or what is computed from other values. Made by `input` and `apply`. */
export class GraphNode {
  /** Null for an input. */
  readonly computes: Computes | null;
  readonly from: readonly GraphNode[];
  #name: string | null = null;

  constructor(computes: Computes | null, from: readonly GraphNode[]) {
    this.computes = computes;
    this.from = from;
  }

  /** What `named` has set. */
  get name(): string | null {
    return this.#name;
  }

  /** Gives its module a name in the paths of the model's parameters. Throws `ValueError` for an empty name or one with a dot. */
  named(name: string): this {
    if (name === "" || name.includes(".")) {
      throw new ValueError(`named: the name is ${JSON.stringify(name)}, expected one that is not empty and has no dot`);
    }
    this.#name = name;
    return this;
  }
}

/** An input of a graph. */
export function input(name: string): GraphNode {
  return new GraphNode(null, []).named(name);
}

/**
 * What `computes` makes of other values of a graph, later, when the model runs. A module that is applied several times shares its
 * parameters.
 *
 *     const x = input("x");
 *     const h = apply(relu, apply(new Linear(8, 8), x));
 *     const model = new Graph([x], { y: apply(add, x, h) });
 *
 * Throws `ValueError` unless it is a module or a function, of values of a graph.
 */
export function apply(computes: Computes, ...from: readonly GraphNode[]): GraphNode {
  if (!(computes instanceof Module) && (typeof computes !== "function" || /^class\b/.test(String(computes)))) {
    throw new ValueError(
      `apply: what to apply is ${kindOf(computes)}, expected a module, made with new, or a function`,
    );
  }
  const wrong = from.findIndex((node) => !(node instanceof GraphNode));
  if (from.length === 0 || wrong >= 0) {
    const got = from.length === 0 ? "missing" : kindOf(from[wrong]);
    throw new ValueError(`apply: value ${Math.max(wrong, 0)} is ${got}, expected what input or apply gives`);
  }
  return new GraphNode(computes, from);
}

/**
 * A model as a graph of named inputs and outputs: skip connections, several heads, shared layers.
 *
 * Modules are found under the names that `named` gave, or their class's in lower case with a number behind it, `linear0`, `linear1`, in the
 * order in which they are computed. `forward` takes the inputs in their order and gives the first output, `run` takes and gives all by their names.
 *
 * Throws `ValueError` if there is no output, if two inputs or two modules have one name, and for an input that is used and not listed or
 * listed and not used. Errors of a layer say where in the model it is.
 */
export class Graph<K extends string = string> extends Module {
  readonly #inputs: readonly GraphNode[];
  readonly #outputs: Readonly<Record<K, GraphNode>>;
  /** All nodes behind the inputs, each after those that it is computed from. */
  readonly #order: readonly GraphNode[];
  readonly #modules: ReadonlyMap<string, Module>;

  constructor(inputs: readonly GraphNode[], outputs: Readonly<Record<K, GraphNode>>) {
    super();
    const ends = Object.values<GraphNode>(outputs);
    if (ends.length === 0) throw new ValueError("Graph: there is no output, expected at least one");
    this.#inputs = inputs;
    this.#outputs = outputs;
    const order = sorted(ends);
    checkInputs(inputs, order);
    this.#order = order.filter((node) => node.computes !== null);
    this.#modules = namesOf(this.#order);
  }

  /** The first output for the inputs in their order. */
  override forward(x: Tensor, ...more: unknown[]): Tensor {
    const given = [x, ...more];
    const wrong = given.findIndex((t) => !(t instanceof Tensor));
    if (wrong >= 0) throw new ValueError(`Graph: input ${wrong} is ${kindOf(given[wrong])}, expected a tensor`);
    return this.#compute(given as Tensor[])[0]!;
  }

  /** All outputs for all inputs, by their names. Throws `ValueError` unless the names are the graph's. */
  run(inputs: Readonly<Record<string, Tensor>>): Record<K, Tensor> {
    const names = this.#inputs.map((node) => node.name!);
    const unknown = Object.keys(inputs).find((name) => !names.includes(name));
    if (unknown !== undefined) throw new ValueError(`Graph: ${unknown} is no input, expected ${names.join(", ")}`);
    const missing = names.find((name) => !Object.hasOwn(inputs, name));
    if (missing !== undefined) throw new ValueError(`Graph: input ${missing} is missing, expected ${names.join(", ")}`);
    const values = this.#compute(names.map((name) => inputs[name]!));
    const keys = Object.keys(this.#outputs) as K[];
    return Object.fromEntries(keys.map((key, i) => [key, values[i]!])) as Record<K, Tensor>;
  }

  #compute(given: readonly Tensor[]): Tensor[] {
    if (given.length !== this.#inputs.length) {
      const names = this.#inputs.map((node) => node.name!).join(", ");
      throw new ValueError(`Graph: the inputs given are ${given.length}, expected ${this.#inputs.length} (${names})`);
    }
    const values = new Map(this.#inputs.map((node, i) => [node, given[i]!]));
    for (const node of this.#order) {
      const [x, ...more] = node.from.map((from) => values.get(from)!) as [Tensor, ...Tensor[]];
      const { computes } = node;
      if (!(computes instanceof Module)) {
        values.set(node, computes!(x, ...more));
        continue;
      }
      try {
        values.set(node, computes.forward(x, ...more));
      } catch (error) {
        throw located(error, computes, this);
      }
    }
    return Object.values<GraphNode>(this.#outputs).map((node) => values.get(node)!);
  }

  protected override *fields(): IterableIterator<[name: string, value: unknown]> {
    yield* this.#modules;
    yield* super.fields();
  }
}

/** All that `ends` depend on, each node after those that it is computed from. */
function sorted(ends: readonly GraphNode[]): GraphNode[] {
  const order = new Set<GraphNode>();
  const stack: { node: GraphNode; next: number }[] = [];
  for (const end of ends) {
    stack.push({ node: end, next: 0 });
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const from = top.node.from[top.next++];
      if (from === undefined) order.add(stack.pop()!.node);
      else if (!order.has(from)) stack.push({ node: from, next: 0 });
    }
  }
  return [...order];
}

function checkInputs(inputs: readonly GraphNode[], order: readonly GraphNode[]): void {
  const names = inputs.map((node) => node.name);
  for (const [i, node] of inputs.entries()) {
    if (node.computes !== null) throw new ValueError(`Graph: input ${i} is computed, expected what input gives`);
    if (names.indexOf(node.name) < i) throw new ValueError(`Graph: two inputs are called ${node.name}, expected one`);
    if (!order.includes(node))
      throw new ValueError(`Graph: input ${node.name} is not used, expected a part in an output`);
  }
  const missing = order.find((node) => node.computes === null && !inputs.includes(node));
  if (missing !== undefined) throw new ValueError(`Graph: input ${missing.name} is used, expected it among the inputs`);
}

/** Names of the modules, each once. */
function namesOf(order: readonly GraphNode[]): Map<string, Module> {
  const names = new Map<Module, string>();
  for (const { computes, name } of order) {
    if (!(computes instanceof Module) || name === null) continue;
    if (names.has(computes) && names.get(computes) !== name) {
      throw new ValueError(`Graph: one module is called ${names.get(computes)!} and ${name}, expected one name`);
    }
    names.set(computes, name);
  }
  const taken = new Set(names.values());
  if (taken.size < names.size) {
    const twice = [...names.values()].find((name, i, all) => all.indexOf(name) < i)!;
    throw new ValueError(`Graph: two modules are called ${twice}, expected one`);
  }
  const modules = new Map<string, Module>();
  for (const { computes } of order) {
    if (!(computes instanceof Module) || [...modules.values()].includes(computes)) continue;
    const kind = computes.constructor.name.replace(/^[A-Z]+/, (letters) => letters.toLowerCase());
    let i = 0;
    while (taken.has(`${kind}${i}`)) i++;
    const name = names.get(computes) ?? `${kind}${i}`;
    taken.add(name);
    modules.set(name, computes);
  }
  return modules;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "function" ? "a class" : typeof value;
}
