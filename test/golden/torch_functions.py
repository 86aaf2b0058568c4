"""Writes torch-functions.json: elementwise functions at the limits of float32.

Run: /usr/bin/python3 test/golden/torch_functions.py (Debian's python3-torch)
"""
import torch

from torch_cases import POINTS, case, write

unary = {"erf": torch.erf, "expm1": torch.expm1, "log1p": torch.log1p}
cases = [case(name, [POINTS], [], f) for name, f in unary.items()]
write(__file__, cases)
