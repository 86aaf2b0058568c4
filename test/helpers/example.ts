import { vi } from "vitest";

/** Runs an example as its command does, with these arguments, once in a test file. Answers the lines that it prints. */
export async function runExample(name: string, ...args: readonly string[]): Promise<string[]> {
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((text: string) => void printed.push(...text.split("\n")));
  const { argv } = process;
  process.argv = ["node", `${name}.mjs`, ...args];
  try {
    await import(/* @vite-ignore */ new URL(`../../examples/${name}.ts`, import.meta.url).href);
  } finally {
    process.argv = argv;
    log.mockRestore();
  }
  return printed;
}

/** The numbers in a line, in their order. */
export function numbersIn(line: string): number[] {
  return Array.from(line.matchAll(/-?\d+(\.\d+)?(e[+-]\d+)?/g), ([text]) => Number(text));
}
