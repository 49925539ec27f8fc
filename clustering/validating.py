"""What is wrong with a document, as one plain sentence that names the field and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from wolds.geo.errors import InputError

Model = TypeVar("Model", bound=BaseModel)

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "a text in quotes",
    "tuple": "a list",
    "model": "a table of fields",
    "dict": "a table of fields",
}


def validated(model: type[Model], values: Mapping[str, Any], what: str) -> Model:
    """The document of these values. `InputError` names the first field at fault and what to do; `what` names the source."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise input_error(error, model, what) from error


def input_error(error: ValidationError, model: type[BaseModel], what: str) -> InputError:
    """The first fault that pydantic found, in plain words."""
    faults = error.errors()
    first = faults[0]
    where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
    message, remedy = _words(first, model)
    if len(faults) > 1:
        message += f" (and {len(faults) - 1} more fault{'s' if len(faults) > 2 else ''})"
    return InputError(f"{where}: {message}" if where else message, file=what, remedy=remedy)


def _words(fault: Any, model: type[BaseModel]) -> tuple[str, str]:
    kind, context, given = str(fault["type"]), fault.get("ctx", {}), fault["input"]
    if kind == "greater_than_equal":
        return f"{given} is too little", f"Give {context['ge']:g} or more."
    if kind == "less_than_equal":
        return f"{given} is too much", f"Give {context['le']:g} or less."
    if kind == "extra_forbidden":
        return "there is no such field", _meant(str(fault["loc"][-1]), model)
    if kind == "missing":
        return "this field is missing", "Add it."
    if kind in ("enum", "literal_error"):
        return f"{given!r} is not known here", f"Give {context['expected']}."
    if kind == "too_short":
        return "there are too few entries", f"Give at least {context['min_length']}."
    if kind == "value_error":
        return str(context["error"]), "Change one of the values."
    return _of_another_kind(kind, given, str(fault["msg"]))


def _of_another_kind(kind: str, given: Any, message: str) -> tuple[str, str]:
    wanted = _KINDS.get(kind.split("_")[0])
    if wanted is None:
        return message[:1].lower() + message[1:], "Change the value."
    return f"{str(given)[:40]!r} is not {wanted}", f"Give {wanted}."


def _meant(name: str, model: type[BaseModel]) -> str:
    known = sorted(_field_names(model))
    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}?" if near else "Take it out, or look at the names in `wolds rules --schema`."


def _field_names(model: type[BaseModel]) -> set[str]:
    names = set(model.model_fields)
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            names |= _field_names(field.annotation)
    return names
