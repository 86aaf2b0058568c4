"""Figures of scikit-learn, also where they are degenerate, for metrics.test.ts: writes sklearn-metrics.json beside this script.

A case is a metric's name, its options, outputs and targets, and the figure: null where scikit-learn has none, by an error or NaN.
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import metrics as sk
from sklearn import preprocessing as sk_preprocessing

warnings.simplefilter("ignore")
random = np.random.RandomState(1)
cases = []


def floats(values):
    """As float32 holds them, so that both sides compute with the same numbers."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def short(values):
    """Numbers as float32 writes them, with few digits; None, where there is one, as it is."""
    values = np.asarray(values)
    if values.dtype.kind != "f":
        return values.tolist()
    return np.array([float(str(v)) for v in values.astype(np.float32).ravel()]).reshape(values.shape).tolist()


def case(name, options, output, y, f):
    try:
        figure = f()
        figure = figure.tolist() if isinstance(figure, np.ndarray) else float(figure)
        if figure != figure:
            figure = None
    except ValueError:
        figure = None
    values = {"output": short(output), "y": short(y)}
    cases.append({"name": name, "options": options, **values, "figure": figure})


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return floats(e / e.sum(axis=1, keepdims=True))


labels = [([0, 1, 2, 2, 1, 0, 4, 4], [0, 2, 2, 2, 1, 1, 0, 4]), ([1, 1, 1], [1, 1, 1]), ([0, 0, 0], [2, 2, 2]), ([0, 0, 1], [0, 0, 0]), ([3], [3])]
labels.append((random.randint(0, 5, 24).tolist(), random.randint(0, 5, 24).tolist()))
for y, p in labels:
    for name, f in (("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)):
        for average in ("macro", "micro", "weighted", "none"):
            for zero in (0, 1):
                options = {"average": average, "zeroDivision": zero}
                more = {"labels": list(range(1 + max(y + p))), "average": None} if average == "none" else {"average": average}
                case(name, options, p, y, lambda: f(y, p, zero_division=zero, **more))

    for name, f in (("balancedAccuracy", sk.balanced_accuracy_score), ("matthewsCorrelation", sk.matthews_corrcoef), ("cohenKappa", sk.cohen_kappa_score)):
        case(name, None, p, y, lambda: f(y, p))

ys = [np.round(random.randn(12) * 64) / 64, floats([1, 2, 3, 4]), floats([2, 2, 2]), floats([2, 2, 2]), floats([5]), floats([0, 0, 1]), np.round(random.randn(7, 3) * [64, 640, 0]) / 64]
ps = [np.round(random.randn(12) * 64) / 64, floats([1, 2, 3, 4]), floats([2, 2, 2]), floats([2, 2, 3]), floats([4]), floats([0, 1e-3, 3]), np.round(random.randn(7, 3) * 64) / 64]
ys.append(floats([1, np.nan, 3])), ps.append(floats([1, 2, 3]))
ys.append(floats([1, 2, 3])), ps.append(floats([1, 2, np.nan]))
ys.append(floats(1e6 + random.randint(0, 3, 20))), ps.append(floats(1e6 + random.randint(0, 3, 20)))
for y, p in zip(ys, ps):
    if np.isnan(y).any() or np.isnan(p).any():
        y, p = (np.where(np.isnan(v), None, v) for v in (y, p))
    call = lambda f, **more: lambda: f(y.astype(float), p.astype(float), **more)
    case("meanAbsoluteError", None, p, y, call(sk.mean_absolute_error))
    case("meanSquaredErrorMetric", None, p, y, call(sk.mean_squared_error))
    case("rootMeanSquaredError", None, p, y, call(sk.mean_squared_error, squared=False))
    case("meanAbsolutePercentageError", None, p, y, call(sk.mean_absolute_percentage_error))
    case("r2", None, p, y, call(sk.r2_score))


def calibration_error(y, p, bins):
    """Guo et al. 2017, equation 3; scikit-learn has none."""
    confidence, hit = p.max(axis=1), p.argmax(axis=1) == y
    bin = np.ceil(confidence * bins)
    parts = [bin == b for b in np.unique(bin)]
    return sum(abs(hit[part].mean() - confidence[part].mean()) * part.sum() for part in parts) / len(y)


binary = [([0, 1, 1, 0, 1], [0.1, 0.4, 0.35, 0.8, 0.8]), ([1, 1], [0.2, 0.9]), ([0, 0], [0, 1]), ([0, 1], [0.5, 0.5]), ([1, 0], [0, 1])]
binary.append((random.randint(0, 2, 24).tolist(), (np.round(random.rand(24) * 8) / 8).tolist()))
for y, p in binary:
    p = floats(p)
    two = floats(np.stack([1 - p, p], axis=1))
    case("rocAuc", {}, p, y, lambda: sk.roc_auc_score(y, p))
    case("rocAuc", {}, two, y, lambda: sk.roc_auc_score(y, p))
    for scores, classes in ((p, np.stack([1 - p, p], axis=1)), (two, two)):
        # Without a positive label scikit-learn warns, and answers 0.
        case("averagePrecision", {}, scores, y, lambda: sk.average_precision_score(y, p) if sum(y) > 0 else np.nan)
        case("brierScore", {}, scores, y, lambda: sk.brier_score_loss(y, p, pos_label=1))
        case("calibrationError", {"bins": 10}, scores, y, lambda: calibration_error(y, classes, 10))
    case("logLoss", {}, p, y, lambda: sk.log_loss(y, p, eps=2**-23, labels=[0, 1]))
    case("logLoss", {}, two, y, lambda: sk.log_loss(y, two, eps=2**-23, labels=[0, 1]))

many = [np.array([0, 1, 3, 2, 2, 0, 1, 1, 3, 0]), np.array([0, 1, 2, 3]), np.array([0, 1, 2, 1])]
for y in many:
    logits = np.round(random.randn(len(y), 4) * 8) / 4
    for scores, options in ((softmax(logits), {}), (logits, {"logits": True})):
        p = softmax(logits)
        for average in ("macro", "weighted"):
            case("rocAuc", {**options, "average": average}, scores, y, lambda: sk.roc_auc_score(y, p, multi_class="ovr", average=average))
            one_hot = sk_preprocessing.label_binarize(y, classes=range(4))
            present = one_hot.sum(axis=0).all()
            case("averagePrecision", {**options, "average": average}, scores, y, lambda: sk.average_precision_score(one_hot, p, average=average) if present else np.nan)
        case("brierScore", options, scores, y, lambda: ((p - one_hot) ** 2).sum(axis=1).mean())
        case("calibrationError", {**options, "bins": 3}, scores, y, lambda: calibration_error(y, p, 3))
        case("logLoss", options, scores, y, lambda: sk.log_loss(y, p, eps=2**-23, labels=range(4)))
    ties = floats(random.randint(0, 3, (len(y), 4)))
    for k in (1, 2, 3, 4):
        case("topKAccuracy", k, logits, y, lambda: sk.top_k_accuracy_score(y, logits, k=k, labels=range(4)))
        case("topKAccuracy", k, ties, y, lambda: sk.top_k_accuracy_score(y, ties, k=k, labels=range(4)))

text = ",\n  ".join(json.dumps(c, separators=(",", ":")) for c in cases)
about = f"Figures of scikit-learn {sklearn.__version__} by sklearn_metrics.py; null where it has none"
target = pathlib.Path(__file__).with_name("sklearn-metrics.json")
target.write_text(f'{{ "about": {json.dumps(about)}, "cases": [\n  {text}\n] }}\n')
