"""Curves and texts of scikit-learn for curves.test.ts: writes sklearn-curves.json beside this script.

A group is outputs and labels, and cases of them: a function's name, its options, and what scikit-learn answers.
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn import calibration
from sklearn import metrics as sk

warnings.simplefilter("ignore")
random = np.random.RandomState(3)
groups = []


def floats(values):
    """As float32 holds them, so that both sides compute with the same numbers."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def short(values):
    """Numbers as float32 writes them, with few digits; None, where there is one, as it is."""
    values = np.asarray(values)
    if values.dtype.kind != "f":
        return values.tolist()
    return np.array([float(str(v)) for v in values.astype(np.float32).ravel()]).reshape(values.shape).tolist()


def rounded(values):
    return [round(v, 14) for v in np.asarray(values).tolist()]


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return floats(e / e.sum(axis=1, keepdims=True))


def curves(options, output, labels, y, scores):
    """All curves of outputs and labels, which come to binary labels y and their scores; the first threshold of ROC is infinite from version 1.3 on."""
    cases = []

    def case(name, more, **figures):
        cases.append({"name": name, "options": {**options, **more}, "figures": {k: rounded(v) for k, v in figures.items()}})

    for drop in (True, False):
        fpr, tpr, thresholds = sk.roc_curve(y, scores, drop_intermediate=drop)
        case("rocCurve", {"dropIntermediate": drop}, falsePositiveRates=fpr, truePositiveRates=tpr, thresholds=thresholds[1:])
    precision, recall, thresholds = sk.precision_recall_curve(y, scores)
    case("precisionRecallCurve", {}, precisions=precision, recalls=recall, thresholds=thresholds)
    if scores.min() >= 0 and scores.max() <= 1:
        for strategy in ("uniform", "quantile"):
            for bins in (1, 4, 5, 7):
                observed, predicted = calibration.calibration_curve(y, scores, n_bins=bins, strategy=strategy)
                case("calibrationCurve", {"bins": bins, "strategy": strategy}, predicted=predicted, observed=observed)
    groups.append({"output": short(output), "y": short(labels), "cases": cases})


for scores in ([0.1, 0.4, 0.35, 0.8], [0.5, 0.5, 0.5, 0.5], [0, 0.2, 0.4, 1], [1, 0, 1, 0], [3, -2, 7, 1.5]):
    labels = [0, 0, 1, 1]
    curves({}, floats(scores), labels, labels, floats(scores))
labels = random.randint(0, 2, 40)
scores = floats(np.round(random.rand(40) * 20) / 20)
curves({}, scores, labels, labels, scores)
two = floats(np.stack([1 - scores, scores], axis=1))
curves({}, two, labels, labels, two[:, 1])
curves({"positive": 0}, two, labels, 1 - labels, two[:, 0])
labels = random.randint(0, 3, 30)
p = softmax(np.round(random.randn(30, 3) * 4) / 4)
for c in range(3):
    curves({"positive": c}, p, labels, (labels == c).astype(int), p[:, c])

areas = []
for x, y in (([0, 0.25, 0.5, 1], [0, 0.5, 0.75, 1]), ([3, 2, 0], [1, 5, 2]), ([0, 0, 1], [0, 1, 1])):
    areas.append({"x": x, "y": y, "area": sk.auc(x, y)})

texts = []
for count, names, digits in ((5, None, 2), (3, ["a", "über", "a name that is longer"], 3), (2, ["no", "yes"], 15), (8, None, 0), (8, None, 2)):
    y = np.concatenate([np.arange(count), random.randint(0, count, 24)])
    p = np.concatenate([np.arange(count), random.randint(0, count, 24)])
    p = np.where(y % 3 == 2, 0, p)
    if count == 8:
        # Eighths: decimals end in the middle.
        y, p = np.repeat(np.arange(8), 8), np.repeat(np.arange(8), 8)
        for c in range(8):
            p[8 * c : 8 * c + c] = (c + 1) % 8
    matrix = sk.confusion_matrix(y, p, labels=range(count)).tolist()
    text = sk.classification_report(y, p, labels=range(count), target_names=names, digits=digits, zero_division=0)
    texts.append({"matrix": matrix, "options": {"digits": digits, **({"names": names} if names else {})}, "text": text})

text = ",\n  ".join(json.dumps(c) for c in groups)
parts = {"areas": areas, "texts": texts}
about = f"Curves and texts of scikit-learn {sklearn.__version__} by sklearn_curves.py"
rest = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in parts.items())
target = pathlib.Path(__file__).with_name("sklearn-curves.json")
target.write_text(f'{{ "about": {json.dumps(about)},\n{rest},\n"groups": [\n  {text}\n] }}\n')
