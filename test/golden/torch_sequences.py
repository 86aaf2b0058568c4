"""Writes torch-sequences.json: PyTorch's embeddings, and attention with masks.

Run: /usr/bin/python3 test/golden/torch_sequences.py (Debian's python3-torch)
"""
import math

import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

torch.manual_seed(0)
WORDS = [[0.5, -1.0, 2.0], [0.0, -0.0, 1e-40], [NAN, 1.0, INF], [3.0, 4.0, -INF]]
AT = [[3, 0, 1], [1, 1, 3]]

cases = [case("embedding", [WORDS], [], lambda w, at: F.embedding(at, w), [AT], order=[1, 0])]
for index in (0, 1, -1):
    f = lambda w, at: F.embedding(at, w, padding_idx=index)
    cases.append(case("embedding", [WORDS], [{"paddingIndex": index}], f, [AT], order=[1, 0, 2]))


def attention(q, k, v, scale=None, causal=False):
    """torch.nn.functional.scaled_dot_product_attention, which came with PyTorch 2.0, in its own words; in float64."""
    q, k, v = q.double(), k.double(), v.double()
    scores = q @ k.transpose(-2, -1) * (1 / math.sqrt(q.shape[-1]) if scale is None else scale)
    if causal:
        hidden = torch.ones(scores.shape[-2:], dtype=torch.bool).tril().logical_not()
        scores = scores.masked_fill(hidden, -INF)
    return (torch.softmax(scores, -1) @ v).float()


noise = lambda *shape: torch.randn(*shape).mul(64).round().div(64).tolist()
Q, K, V = noise(2, 3, 4), noise(2, 5, 4), noise(2, 5, 2)
far = [[[300.0, -200.0, 0.0, 1e4]] * 3] * 2
broken = [[[1.0, NAN, 0.0, 0.0], [INF, 1.0, 0.0, 0.0], [1.0, 2.0, -3.0, 0.5]]] * 2
plain = [(q, options) for q in (Q, far) for options in ({}, {"causal": True}, {"scale": 0.25})]
for q, options in [*plain, (broken, {})]:
    cases.append(case("scaledDotProductAttention", [q, K, V], [options], lambda *x: attention(*x, **options)))
# One key, broadcast keys, and more queries than keys.
for q, k, v in ((Q, noise(1, 4), noise(1, 2)), (Q, K[0], V), (noise(4, 3), noise(2, 2, 3), noise(2, 2, 5))):
    cases.append(case("scaledDotProductAttention", [q, k, v], [], attention))
    cases.append(case("scaledDotProductAttention", [q, k, v], [{"causal": True}], lambda *x: attention(*x, causal=True)))
write(__file__, cases)
