"""The web explorer, read-only over the published warehouse."""
