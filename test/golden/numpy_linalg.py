"""Writes numpy-linalg.json: what NumPy's linalg answers, in float64.

Run: /usr/bin/python3 test/golden/numpy_linalg.py (Debian's python3-numpy)
"""
import json
import pathlib

import numpy as np

random = np.random.default_rng(1)
draw = lambda *shape: np.round(random.standard_normal(shape), 3)
hilbert = lambda n: 1 / (np.arange(n)[:, None] + np.arange(n) + 1)

square = {f"random {n}": draw(n, n) for n in (1, 2, 5, 12)}
square |= {"hilbert 6": hilbert(6), "scaled": np.diag([1e-12, 1.0, 1e9]) @ draw(3, 3), "permutation": np.eye(4)[[2, 0, 3, 1]]}
factor = draw(5, 5)
symmetric = {"hilbert 5": hilbert(5), "product": factor @ factor.T, "one": np.array([[4.0]]), "all the same": 2 * np.eye(3)}
indefinite = {"indefinite": factor + factor.T, "zeros": np.zeros((3, 3))}
any_shape = {
    "tall": draw(7, 3), "wide": draw(3, 7), "column": draw(4, 1), "row": draw(1, 4), "square": draw(4, 4),
    "rank 2": draw(5, 2) @ draw(2, 4), "rank 1, wide": draw(2, 1) @ draw(1, 5), "zeros": np.zeros((3, 2)),
}

made = {"square": [], "symmetric": [], "any": []}
for name, a in square.items():
    b, many = draw(len(a)), draw(len(a), 3)
    made["square"].append({
        "name": name, "a": a, "b": b, "many": many, "solution": np.linalg.solve(a, b), "solutions": np.linalg.solve(a, many),
        "inverse": np.linalg.inv(a), "determinant": np.linalg.det(a), "condition": np.linalg.cond(a / abs(a).max(1, keepdims=True)),
    })
for name, a in {**symmetric, **indefinite}.items():
    case = {"name": name, "a": a, "values": np.linalg.eigvalsh(a)}
    if name in symmetric:
        case["cholesky"] = np.linalg.cholesky(a)
    made["symmetric"].append(case)
for name, a in any_shape.items():
    b, many = draw(len(a)), draw(len(a), 2)
    made["any"].append({
        "name": name, "a": a, "b": b, "many": many, "singularValues": np.linalg.svd(a, compute_uv=False),
        "rank": int(np.linalg.matrix_rank(a)), "pseudoInverse": np.linalg.pinv(a, rcond=7 * 2.0**-52),
        "solution": np.linalg.lstsq(a, b, rcond=None)[0], "solutions": np.linalg.lstsq(a, many, rcond=None)[0],
    })

plain = lambda x: x.tolist() if isinstance(x, (np.ndarray, np.generic)) else x
about = f"Made with NumPy {np.__version__} by numpy_linalg.py"
text = json.dumps({"about": about, **made}, default=plain)
pathlib.Path(__file__).with_name("numpy-linalg.json").write_text(text + "\n")
