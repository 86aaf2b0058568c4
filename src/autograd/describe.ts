import { NAMES, PARAMETERS, SIGNATURES } from "../wasm/generated/launch.ts";
import { HEADER, type Recording } from "../wasm/list.ts";
import { records } from "./plan.ts";

/**
 * A recording in words, one launch a line: `gemm_tiles y=#3 pa=#1 pb=#2 bias=#p M=64 N=10 K=128 × 32`. Addresses are numbered in
 * order of appearance; virtual ones are `#n`, real ones `@n`.
 */
export function describe({ words, floats, count }: Recording, isVirtual: (address: number) => boolean): string[] {
  const names = new Map<number, string>([[0, "none"]]);
  const nameOf = (address: number): string => {
    let name = names.get(address);
    if (name === undefined) names.set(address, (name = `${isVirtual(address) ? "#" : "@"}${names.size}`));
    return name;
  };
  return [...records({ words, floats, count })].map(({ opcode, at }) => {
    const parameters = PARAMETERS[opcode]!.split(" ");
    const args = [...SIGNATURES[opcode]!].map((letter, i) => {
      const word = at + HEADER + i;
      const value = letter === "f" ? floats[word]! : letter === "i" ? words[word]! : nameOf(words[word]!);
      return `${parameters[i]}=${value}`;
    });
    return `${NAMES[opcode]} ${args.join(" ")} × ${words[at + 1]}`;
  });
}
