"""Writes torch-functions.json: elementwise functions at the limits of float32.

Run: /usr/bin/python3 test/golden/torch_functions.py (Debian's python3-torch)
"""
import torch

from torch_cases import INF, NAN, POINTS, case, pairs, write

unary = {
    "erf": torch.erf, "expm1": torch.expm1, "log1p": torch.log1p, "sin": torch.sin, "cos": torch.cos, "tan": torch.tan,
    "asin": torch.asin, "acos": torch.acos, "atan": torch.atan, "sinh": torch.sinh, "cosh": torch.cosh,
    "rsqrt": torch.rsqrt, "square": torch.square, "reciprocal": torch.reciprocal, "abs": torch.abs, "sign": torch.sign,
    "floor": torch.floor, "ceil": torch.ceil, "round": torch.round,
    "isNaN": lambda x: torch.isnan(x).int(), "isFinite": lambda x: torch.isfinite(x).int(),
    "logicalNot": lambda x: torch.logical_not(x).int(),
}
binary = {
    "equal": torch.eq, "notEqual": torch.ne, "less": torch.lt, "lessEqual": torch.le, "greater": torch.gt,
    "greaterEqual": torch.ge, "logicalAnd": torch.logical_and, "logicalOr": torch.logical_or,
    "logicalXor": torch.logical_xor,
}
ENDS = [-1.0, -0.9, 0.25, 0.9, 1.0, 1.5, 2.5, 3.5, -2.5, 88.0, -88.0, 1000.0, 1e8, 3e38]
POWERS = [
    [-2.0, -2.0, -2.0, -0.0, -0.0, -0.0, 0.0, -1.0, 1.0, 1.0, -INF, -INF, -INF, 3.0, 1e-40, NAN, 4.0],
    [3.0, 2.0, 0.5, -1.0, -2.0, 3.0, -1.0, INF, NAN, -INF, 3.0, -3.0, 0.5, 100.0, 0.5, 0.0, -0.5],
]

cases = [case(name, [POINTS], [], f) for name, f in unary.items()]
cases += [case(name, [ENDS], [], f) for name, f in unary.items() if name[0] in "sctarf" and not name.startswith("is")]
cases += [case(name, pairs, [], lambda a, b, f=f: f(a, b).int()) for name, f in binary.items()]
cases += [case("pow", pairs, [], torch.pow), case("pow", POWERS, [], torch.pow)]
cases += [case("pow", [POINTS], [b], lambda x, b=b: torch.pow(x, b)) for b in (0.0, 2.0, 3.0, -1.0)]
cases += [
    case("clip", [POINTS], [{"min": low, "max": high}], lambda x, low=low, high=high: torch.clamp(x, low, high))
    for low, high in ((-0.5, 2.0), (0.0, 100.0), (2.0, -0.5))
]
write(__file__, cases)
