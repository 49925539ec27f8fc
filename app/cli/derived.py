"""Commands whose options are those of `wolds propose` as far as they hold, and some of their own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def with_options(
    command: Callable[..., None],
    propose: Callable[..., None],
    without: Iterable[str],
    own: Iterable[inspect.Parameter],
    last: Mapping[str, Any],
) -> Callable[..., None]:
    """The command as a function that the option parser can read: the parameters of `propose` but for some, its own, and at
    the end those that `last` names with the annotations given there."""
    parameters = {parameter.name: parameter for parameter in inspect.signature(propose, eval_str=True).parameters.values()}
    for name in without:
        del parameters[name]
    parameters |= {parameter.name: parameter for parameter in own}
    for name, annotation in last.items():
        parameters[name] = parameters[name].replace(annotation=annotation)
    ordered = sorted(parameters.values(), key=lambda parameter: parameter.name in last)
    command.__signature__ = inspect.Signature(ordered)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in ordered}
    return command


def optional(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    """A parameter with a value by default."""
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)
