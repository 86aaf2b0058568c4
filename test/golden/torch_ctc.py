"""Writes torch-ctc.json: connectionist temporal classification, batch first, in float64: repeated labels, padding, the impossible.

Run: /usr/bin/python3 test/golden/torch_ctc.py (Debian's python3-torch)
"""
import torch
import torch.nn.functional as F

from torch_cases import NAN, case, write

torch.manual_seed(5)


def probable(B, T, C, scale=2.0):
    return F.log_softmax(scale * torch.randn(B, T, C), -1).tolist()


def ctc(x, targets, frames, counts, blank=0, zero=False):
    """`x` and `targets` of each sequence past its lengths are not PyTorch's business: NaN and −1 there."""
    given = [[[NAN] * len(f) if t >= n else f for t, f in enumerate(fs)] for fs, n in zip(x, frames)]
    labels = [[-1 if s >= n else v for s, v in enumerate(row)] for row, n in zip(targets, counts)]
    args = [{"inputLengths": frames, "targetLengths": counts, "blank": blank, "zeroInfinity": zero}]

    def f(t, *_):
        clean = torch.where(torch.isnan(t), torch.zeros(()), t).double().transpose(0, 1)
        return F.ctc_loss(clean, torch.tensor(targets), frames, counts, blank, "none", zero).float()

    return case("ctc", [given], args, f, [labels])


cases = [
    ctc(probable(1, 5, 4), [[1, 2]], [5], [2]),
    ctc(probable(3, 7, 5), [[1, 1, 2], [3, 4, 0], [2, 0, 0]], [7, 5, 4], [3, 2, 1]),
    ctc(probable(2, 6, 4), [[0, 2, 0], [2, 2, 2]], [6, 6], [3, 3], blank=3),  # 2 2 2 takes five frames
    ctc(probable(2, 6, 3), [[1, 2], [1, 1]], [6, 3], [0, 2]),
    ctc(probable(2, 9, 8), [[1, 2, 3, 4, 5], [7, 7, 6, 6, 5]], [9, 8], [5, 5]),
    ctc(probable(2, 4, 3), [[1, 1, 1], [1, 2, 1]], [4, 4], [3, 3], zero=True),
    ctc(probable(2, 4, 3), [[1, 1, 1], [1, 2, 1]], [4, 4], [3, 3]),
    ctc(probable(2, 3, 3), [[1, 2], [1, 0]], [1, 3], [2, 1]),
    ctc(probable(1, 5, 4, 40.0), [[1, 2]], [5], [2]),  # probabilities near 0 and 1
    ctc(probable(1, 1, 3), [[2]], [1], [1]),
]
write(__file__, cases)
