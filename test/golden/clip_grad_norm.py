"""Writes torch-clipping.json: torch.nn.utils.clip_grad_norm_ in float32, at the limits, too.

Run: /usr/bin/python3 test/golden/clip_grad_norm.py (Debian's python3-torch)
"""
import json
import pathlib

import torch

from torch_cases import INF, NAN, plain

PLAIN = [[3.0, -1.0, 2.5], [0.5], [4.0, -2.0, 1.0, 9.0, -0.25]]
CASES = [
    *((p, m, PLAIN) for p in (2.0, 1.0, 3.0, 0.5, INF) for m in (0.5, 100.0)),
    (2.0, 0.0, PLAIN),
    (2.0, 1.0, [[0.0, -0.0], [0.0]]),
    (2.0, 1.0, [[1e-30], [1e-8]]),
    (2.0, 1e-6, [[1e-6], [0.0]]),
    (2.0, 1.0, [[1.0, NAN], [2.0]]),
    (2.0, 1.0, [[1.0, INF], [2.0, -INF]]),
    (2.0, 1.0, [[1e30, 1.0]]),
    (INF, 1.0, [[1.0, NAN], [2.0]]),
    (INF, 1.0, [[1.0, -INF], [2.0]]),
    (1.0, 1.0, [[1.0, NAN], [2.0, INF]]),
]


def clipped(norm_type, max_norm, grads):
    ws = [torch.zeros(len(g)) for g in grads]
    for w, g in zip(ws, grads):
        w.grad = torch.tensor(g)
    norm = torch.nn.utils.clip_grad_norm_(ws, max_norm, norm_type)
    return {
        "normType": plain([norm_type])[0], "maxNorm": max_norm, "grads": plain(grads), "norm": plain([norm.item()])[0],
        "clipped": plain([w.grad.tolist() for w in ws]),
    }


lines = ",\n  ".join(json.dumps(clipped(*c)) for c in CASES)
about = f"clip_grad_norm_ of PyTorch {torch.__version__}, float32, by clip_grad_norm.py"
pathlib.Path(__file__).with_name("torch-clipping.json").write_text(f'{{ "about": "{about}", "cases": [\n  {lines}\n] }}\n')
