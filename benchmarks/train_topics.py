"""Train the codebook of subjects on the texts of transforms/topics/subjects.toml, and measure it.

python -m benchmarks.train_topics        writes transforms/topics/weights.npz (needs scikit-learn, here only)

Multinomial logistic regression on the vectors of the texts, made just as those of leads are (sentence encoder, a fixed
centre subtracted, length one), stored as whole numbers. benchmarks/topics_held_out.toml measures: no text of it is
trained on.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from transforms.silver.signatures import LEAD_SCALE, lead_vector
from transforms.topics.codebook import NO_SUBJECT

HERE: Final = Path(__file__).parent
TOPICS: Final = HERE.parent / "transforms" / "topics"
STRENGTH: Final = {"iptc": 1.3, "corpus": 3.0}
"""Inverse regularisation. For IPTC, 1.3 put the right subject first in 79 of 100 leads of news, 3 in 78."""

SHARPNESS: Final = {"iptc": 2.25, "corpus": 2.5}
"""Factor on the logits, since strong regularisation makes scores timid: with it, the mean score of the first subject
on leads of news is about the share of first subjects that are right (.79)."""

WHOLE: Final = 30_000
"""Largest weight as a whole number: int16 holds it."""

Floats = NDArray[np.float64]


def vectors(texts: list[str]) -> Floats:
    """Encode texts as leads are encoded, one a row."""
    return np.vstack([lead_vector(text) for text in texts]).astype(np.float64) / LEAD_SCALE


def trained(scheme: str, x: Floats, y: list[str]) -> dict[str, NDArray[Any]]:
    """Train one scheme and store it as whole numbers, "no subject" last."""
    model = LogisticRegression(C=STRENGTH[scheme], max_iter=5000)
    model.fit(x, y)
    order = sorted(range(len(model.classes_)), key=lambda row: (model.classes_[row] == NO_SUBJECT, model.classes_[row]))
    weights = model.coef_[order] * SHARPNESS[scheme]
    unit = np.abs(weights).max() / WHOLE
    print(f"{scheme}: {len(order)} classes")
    return {
        f"{scheme}_topics": np.array([model.classes_[row] for row in order]),
        f"{scheme}_weights": np.rint(weights / unit).astype(np.int16),
        f"{scheme}_offsets": model.intercept_[order] * SHARPNESS[scheme],
        f"{scheme}_unit": np.array(unit / LEAD_SCALE),
    }


def measured() -> float:
    """Give the share of held-out texts whose subject comes first."""
    from transforms.topics.codebook import IPTC, schemes  # noqa: PLC0415 - only once the weights are written

    texts = tomllib.loads((HERE / "topics_held_out.toml").read_text(encoding="utf-8"))["texts"]
    leads = np.vstack([lead_vector(f"{text['title']}. {text['body']}") for text in texts])
    iptc = schemes()[0]
    first = [iptc.topics[best] for best in iptc.scores(leads).argmax(axis=1)]
    return float(np.mean([topic == IPTC + text["code"] for topic, text in zip(first, texts, strict=True)]))


def main() -> None:
    """Train both schemes, write the weights, print what the held-out texts say."""
    cells = tomllib.loads((TOPICS / "subjects.toml").read_text(encoding="utf-8"))["subjects"]
    rows = [(text, cell["code"], cell["id"]) for cell in cells for text in cell["texts"]]
    x = vectors([text for text, _, _ in rows])
    kept = trained("iptc", x, [code for _, code, _ in rows]) | trained("corpus", x, [cell for _, _, cell in rows])
    np.savez_compressed(TOPICS / "weights.npz", **kept)
    print(f"held-out texts: {100 * measured():.1f} % right among the 17")


if __name__ == "__main__":
    sys.exit(main())
