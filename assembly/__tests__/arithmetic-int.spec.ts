import { add_int, maximum_int, minimum_int, mul_int, sub_int } from "../arithmetic-int";
import { prove_binary } from "./helpers";

describe("arithmetic-int", () => {
  test("add_int", () => prove_binary<i32>(add_int, (a, b) => a + b));
  test("sub_int", () => prove_binary<i32>(sub_int, (a, b) => a - b));
  test("mul_int", () => prove_binary<i32>(mul_int, (a, b) => a * b));
  test("maximum_int", () => prove_binary<i32>(maximum_int, (a, b) => max(a, b)));
  test("minimum_int", () => prove_binary<i32>(minimum_int, (a, b) => min(a, b)));
});
