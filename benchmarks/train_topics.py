"""Train the codebook's model on the texts of transforms/topics/subjects.toml, and measure it.

python -m benchmarks.train_topics        writes transforms/topics/weights.npz (needs scikit-learn, here only)

Multinomial logistic regression on the vectors of the texts, made just as those of leads are (sentence encoder, a fixed
centre subtracted, length one), stored as whole numbers. benchmarks/topics_held_out.toml measures: no text of it is
trained on.
"""

import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from transforms.encoder import SCALE
from transforms.silver.signatures import lead_vector
from transforms.topics.codebook import IPTC, NO_SUBJECT, SECOND, subjects

HERE: Final = Path(__file__).parent
TOPICS: Final = HERE.parent / "transforms" / "topics"
STRENGTH: Final = 30.0
"""Inverse regularisation: of 3, 10, 30 and 100, those from 10 on put the right subject first about as often."""

RARITY: Final = 5.0
"""Texts without a subject are 1 in 20 of those trained on, but among articles hardly 1 in 100: their odds are cut by
this. Uncut, 7 in 100 articles of news had no subject; cut, the tables and nonsense of the tests still have none."""

WHOLE: Final = 30_000
"""Largest weight as a whole number: int16 holds it."""

BANDS: Final = (0.0, 0.25, 0.5, 0.75, 0.9, 1.01)
"""Bands of scores, to hold them against the share that is right."""

Floats = NDArray[np.float64]


def vectors(texts: list[str]) -> Floats:
    """Encode texts as leads are encoded, one a row."""
    return np.vstack([lead_vector(text) for text in texts]).astype(np.float64) / SCALE


def trained(x: Floats, y: list[str]) -> dict[str, NDArray[Any]]:
    """Train the model and store it as whole numbers, "no subject" last."""
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(x, y)
    order = sorted(range(len(model.classes_)), key=lambda row: (model.classes_[row] == NO_SUBJECT, model.classes_[row]))
    weights = model.coef_[order]
    unit = np.abs(weights).max() / WHOLE
    offsets = model.intercept_[order]
    offsets[-1] -= np.log(RARITY)
    return {
        "cells": np.array([model.classes_[row] for row in order]),
        "weights": np.rint(weights / unit).astype(np.int16),
        "offsets": offsets,
        "unit": np.array(unit / SCALE),
    }


def measured() -> dict[str, list[tuple[float, bool]]]:
    """Give, for each level of IPTC, the score of each held-out text's first subject and whether it is right."""
    from transforms.topics.model import scores  # noqa: PLC0415 - only once the weights are written

    outcomes: dict[str, list[tuple[float, bool]]] = {"top": [], "second": []}
    for text in tomllib.loads((HERE / "topics_held_out.toml").read_text(encoding="utf-8"))["texts"]:
        found = scores(lead_vector(f"{text['title']}. {text['body']}"))
        below = [topic for topic in found if topic.startswith(SECOND)]
        for level, topics, right in (("top", subjects(), text["code"]), ("second", below, text.get("second"))):
            if right is not None:
                first = max(topics, key=lambda topic: (found[topic], topic))
                outcomes[level].append((found[first], first == IPTC + right))
    return outcomes


def report(outcomes: dict[str, list[tuple[float, bool]]]) -> None:
    """Print how many first subjects are right, by level and by score."""
    for level, said in outcomes.items():
        print(f"{level}: {100 * np.mean([right for _, right in said]):.1f} % of {len(said)} right")
        for low, high in pairwise(BANDS):
            band = [(score, right) for score, right in said if low <= score < high]
            if band:
                score, right = np.mean(band, axis=0)
                print(
                    f"  {low:.2f} to {min(high, 1):.2f}: {len(band)} texts, mean score {score:.2f}, right {right:.2f}"
                )


def main() -> None:
    """Train the model, write the weights, print what the held-out texts say."""
    cells = tomllib.loads((TOPICS / "subjects.toml").read_text(encoding="utf-8"))["subjects"]
    rows = [(text, cell["id"]) for cell in cells for text in cell["texts"]]
    np.savez_compressed(TOPICS / "weights.npz", **trained(vectors([text for text, _ in rows]), [y for _, y in rows]))
    report(measured())


if __name__ == "__main__":
    sys.exit(main())
