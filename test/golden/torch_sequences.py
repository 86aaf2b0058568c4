"""Writes torch-sequences.json: PyTorch's embeddings.

Run: /usr/bin/python3 test/golden/torch_sequences.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import INF, NAN, case, write

WORDS = [[0.5, -1.0, 2.0], [0.0, -0.0, 1e-40], [NAN, 1.0, INF], [3.0, 4.0, -INF]]
AT = [[3, 0, 1], [1, 1, 3]]

cases = [case("embedding", [WORDS], [], lambda w, at: F.embedding(at, w), [AT], order=[1, 0])]
for index in (0, 1, -1):
    f = lambda w, at: F.embedding(at, w, padding_idx=index)
    cases.append(case("embedding", [WORDS], [{"paddingIndex": index}], f, [AT], order=[1, 0, 2]))
write(__file__, cases)
