"""The limits that hold on this machine: the usual ones, unless the environment says otherwise."""

import os
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from transforms.bronze.limits import Limits

PREFIX: Final = "WIRETRACE_MAX_"


def limits(environment: Mapping[str, str] = os.environ) -> Limits:
    """Read the limits that are set; raises ``ValueError`` for one that is unknown or no whole number above 0."""
    known = {PREFIX + field.name.upper(): field.name for field in fields(Limits)}
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"{name} is no limit; there are {', '.join(known)}")
        if not value.replace("_", "").isdecimal() or int(value) == 0:
            raise ValueError(f"{name}={value!r} is no whole number above 0")
    return Limits(**{known[name]: int(value) for name, value in given.items()})
