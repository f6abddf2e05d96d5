"""What a calculator is to pages and programs: what it asks, and how it is worked out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from negostrategy.bargaining.worked import Worked

type_of_values = Mapping[str, Any]
Kind = Literal["money", "days", "percent", "number", "words"]


@dataclass(frozen=True)
class Input:
    """One thing a calculator asks. Percent is typed as 6 and used as 0.06; usual is what the form begins with."""

    name: str
    label: str
    kind: Kind = "money"
    usual: str = ""
    hint: str = ""
    is_needed: bool = True


@dataclass(frozen=True)
class Calculator:
    """One question about money, what it asks, and how the answer is worked out.

    result: what the figure is called. work takes {input name: value}, None where an input that is not needed is empty.
    """

    key: str
    name: str
    question: str
    result: str
    inputs: tuple[Input, ...]
    work: Callable[[type_of_values], Worked]
