"""Files that NumPy writes, for npy.test.ts: writes numpy-npy.json beside this script, each as base64 with its numbers."""
import base64
import io
import json
import pathlib

import numpy as np

cases = []


def case(array, version=None, name=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    data = np.asarray(array, order="C")
    values = data.ravel().astype(float).tolist()
    words = [str(v).replace("inf", "Infinity") if v != v or abs(v) == np.inf else v for v in values]
    about = name or f"{array.dtype.str} {array.shape}"
    dtype = "float32" if array.dtype.kind == "f" else "int32"
    cases.append({"name": about, "dtype": dtype, "shape": list(array.shape), "values": words, "npy": base64.b64encode(file.getvalue()).decode()})


numbers = np.array([[0, 1, 2], [100, 5, 127]])
for code in ("<f4", ">f4", "<f8", ">f8", "|i1", "|u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"):
    case(numbers.astype(code) * (-1 if code[1] in "if" else 1))
case(np.array([True, False, True]))
case(np.array([-(2**31), 2**31 - 1], "<i8"), name="int64 at the limits of 32 bits")
case(np.array([np.nan, np.inf, -np.inf, -0.0, 0.1], "<f8"), name="float64 at the limits")
case(np.array(2.5, "<f4"), name="no axes")
case(np.zeros((0, 3), "<f4"), name="no numbers")
case(np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)), name="Fortran's order")
case(np.asfortranarray(np.arange(6, dtype="<i8").reshape(3, 2)), name="Fortran's order, int64")
for version in ((1, 0), (2, 0), (3, 0)):
    case(np.arange(3, dtype="<i4"), version, f"version {version[0]}")
path = pathlib.Path(__file__).with_name("numpy-npy.json")
text = ",\n  ".join(json.dumps(c) for c in cases)
path.write_text(f'{{ "about": "Files written by NumPy {np.__version__}, by numpy_npy.py", "cases": [\n  {text}\n] }}\n')
