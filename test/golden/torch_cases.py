"""What the scripts beside this one share: inputs at the limits of float32, and how cases are written for ops.test.ts.

A case is `case(op, inputs, args, f)`: our op's name, nested lists of operands, further arguments, and PyTorch's function.
`ints` are int32 operands that follow the others; `order` lists inputs, ints
and args, counted through, in the order of our op's parameters if that is another.
"""
import json
import math
import pathlib

import torch

INF, NAN = math.inf, math.nan
POINTS = [-INF, -100.0, -2.0, -0.5, -0.001, -0.0, 0.0, 0.001, 0.5, 2.0, 100.0, INF, NAN]
PAIRED = [-INF, -2.0, 0.0, 0.5, 2.0, INF, NAN]
TABLE = [[1.0, -INF, 3.0, 3.0], [-INF, -INF, 2.0, -1.0], [100.0, 101.0, -100.0, 101.0]]
BROKEN = [[1.0, NAN, 2.0], [INF, 1.0, 2.0], [-INF, -INF, -INF]]
pairs = torch.cartesian_prod(torch.tensor(PAIRED), torch.tensor(PAIRED)).T.tolist()


def plain(x):
    """Nested lists, with what JSON has no numbers for as words."""
    if isinstance(x, list):
        return [plain(v) for v in x]
    return x if math.isfinite(x) else str(x)


def case(name, inputs, args, f, ints=(), order=None):
    """The answer of `f`, and its gradients for a sum with uneven weights."""
    xs = [torch.tensor(v, requires_grad=True) for v in inputs]
    y = f(*xs, *(torch.tensor(i) for i in ints))
    made = {"name": name, "inputs": plain(inputs), "args": args, "output": plain(y.tolist())}
    if y.requires_grad:
        weights = torch.linspace(0.5, 1.5, y.numel()).reshape(y.shape)
        y.backward(weights)
        made |= {"out_grad": weights.tolist(), "grads": [plain(x.grad.tolist()) for x in xs]}
    if ints:
        made["ints"] = list(ints)
    if order:
        made["order"] = list(order)
    return made


def write(script, cases):
    """Writes torch-<family>.json beside torch_<family>.py."""
    script = pathlib.Path(script)
    about = (
        f"Outputs, and gradients of sum(output * out_grad), float32, made with PyTorch {torch.__version__} by {script.name}"
    )
    lines = ",\n  ".join(json.dumps(c) for c in cases)
    target = script.with_name(script.stem.replace("_", "-") + ".json")
    target.write_text(f'{{ "about": {json.dumps(about)}, "cases": [\n  {lines}\n] }}\n')
