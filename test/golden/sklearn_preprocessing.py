"""Writes sklearn-preprocessing.json: what scikit-learn's imputers, encoders and scalers make of a small table, with ties,
empty cells, a column that does not vary, and numbers of very different sizes.

Run: /usr/bin/python3 test/golden/sklearn_preprocessing.py (Debian's python3-sklearn)
"""
import json
from pathlib import Path

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer, LabelEncoder, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler,
)

rng = np.random.default_rng(3)
TRAIN, ROWS = 23, 30
numbers = np.column_stack([
    rng.normal(size=ROWS).round(3) * 100,
    rng.integers(0, 4, ROWS),  # ties
    np.full(ROWS, 0.1),  # does not vary
    rng.exponential(1e6, ROWS).round(1),
    rng.integers(-3, 3, ROWS) * 1e-3,
])
texts = np.column_stack([rng.choice(["red", "Blue", "green", "é"], ROWS), rng.choice(["no", "yes"], ROWS)]).astype(object)
texts[:4, 0] = ["red", "Blue", "green", "é"]
texts[:2, 1] = ["no", "yes"]
labels = rng.choice(["setosa", "virginica", "Versicolor"], ROWS)

SCALERS = {"standard": StandardScaler, "min-max": MinMaxScaler, "robust": RobustScaler, "none": FunctionTransformer}
IMPUTERS = {"mean": "mean", "median": "median", "most-frequent": "most_frequent"}


def holes(values, at):
    made = values.copy()
    for row, column in at:
        made[row, column] = np.nan
    return made


def case(missing, scale, text):
    full = missing == "error"
    x = numbers if full else holes(numbers, [(4, 0), (9, 0), (5, 1), (11, 3), (24, 4), (25, 0), (26, 1)])
    t = texts if full else holes(texts, [(6, 0), (12, 1), (27, 0)])
    fill = IMPUTERS.get(missing, "mean")
    number_steps = make_pipeline(SimpleImputer(strategy=fill), SCALERS[scale]())
    text_imputer = SimpleImputer(strategy="most_frequent")
    if text == "one-hot":
        text_steps = make_pipeline(text_imputer, OneHotEncoder(sparse_output=False))
    else:
        text_steps = make_pipeline(text_imputer, OrdinalEncoder(), SCALERS[scale]())
    made = np.hstack([f.fit(v[:TRAIN]).transform(v) for f, v in ((number_steps, x), (text_steps, t))])
    return {"missing": missing, "scale": scale, "text": text, "x": [[float(f"{v:.8g}") for v in row] for row in made]}


def cell(value):
    return "" if value != value else value if isinstance(value, str) else repr(float(value))


def csv(full):
    x = numbers if full else holes(numbers, [(4, 0), (9, 0), (5, 1), (11, 3), (24, 4), (25, 0), (26, 1)])
    t = texts if full else holes(texts, [(6, 0), (12, 1), (27, 0)])
    lines = ["a,b,c,d,e,color,ok,species"]
    lines += [",".join([*map(cell, x[i]), *map(cell, t[i]), labels[i]]) for i in range(ROWS)]
    return "\n".join(lines) + "\n"


cases = [case("error", scale, text) for scale in SCALERS for text in ("one-hot", "ordinal")]
cases += [case(missing, scale, "one-hot") for missing in IMPUTERS for scale in ("standard", "robust")]
cases += [case("most-frequent", "min-max", "ordinal")]
encoder = LabelEncoder().fit(labels[:TRAIN])
golden = {
    "train": TRAIN, "full": csv(True), "holes": csv(False),
    "classes": list(encoder.classes_), "labels": [int(v) for v in encoder.transform(labels)], "cases": cases,
}
out = Path(__file__).with_name("sklearn-preprocessing.json")
out.write_text(json.dumps(golden, separators=(",", ":"), ensure_ascii=False) + "\n")
print(out.name, out.stat().st_size)
