"""Small domains and profiles as the field writes them down."""

from collections.abc import Mapping, Sequence

type_of_values = Mapping[str, Mapping[str, object]]

LEVELS = {"Price": ("96", "94", "92"), "Payment": ("30 d", "45 d", "60 d"), "Term": ("1 y", "2 y", "3 y")}
OURS = {
    "Price": {"96": 20, "94": 35, "92": 50},
    "Payment": {"30 d": 0, "45 d": 10, "60 d": 20},
    "Term": {"1 y": 10, "2 y": 20, "3 y": 15},
}
THEIRS = {
    "Price": {"96": 60, "94": 45, "92": 25},
    "Payment": {"30 d": 25, "45 d": 15, "60 d": 0},
    "Term": {"1 y": 0, "2 y": 10, "3 y": 25},
}


def domain(kind: str = "discrete") -> bytes:
    """Return the domain of the catalogue's worked example."""
    issues = "".join(
        f'<issue index="{n}" name="{name}" type="{kind}" vtype="{kind}">'
        + "".join(f'<item index="{k}" value="{level}"/>' for k, level in enumerate(levels, 1))
        + "</issue>"
        for n, (name, levels) in enumerate(LEVELS.items(), 1)
    )
    return (
        f'<negotiation_template><utility_space number_of_issues="3"><objective index="0" name="any" type="objective">'
        f"{issues}</objective></utility_space></negotiation_template>"
    ).encode()


def profile(values: type_of_values, weights: Mapping[str, object] | None = None, reservation: object = None) -> bytes:
    """Return a profile: evaluations by issue and level, weights of 1 unless given, and what the side has anyhow."""
    issues = "".join(
        f'<issue index="{n}" name="{name}" type="discrete" vtype="discrete">'
        + "".join(
            f'<item index="{k}" value="{one}" evaluation="{worth}"/>' for k, (one, worth) in enumerate(row.items(), 1)
        )
        + "</issue>"
        for n, (name, row) in enumerate(values.items(), 1)
    )
    weighed = "".join(
        f'<weight index="{n}" value="{(weights or {}).get(name, 1)}"/>' for n, name in enumerate(values, 1)
    )
    kept = "" if reservation is None else f'<reservation value="{reservation}"/>'
    return (
        f'<utility_space number_of_issues="3"><objective index="0" name="any" type="objective">{issues}{weighed}'
        f"</objective>{kept}</utility_space>"
    ).encode()


def written(
    rows: Sequence[Sequence[tuple[str, str]]], weights: Sequence[tuple[str, str]], kept: tuple[str, str]
) -> tuple[bytes, bytes, bytes]:
    """Return a domain and two profiles with these evaluations by issue, level and side, their weights and limits."""
    names = {f"I{n}": [f"L{k}" for k in range(len(row))] for n, row in enumerate(rows)}
    issues = "".join(
        f'<issue index="{n}" name="{name}" type="discrete">'
        + "".join(f'<item index="{k}" value="{level}"/>' for k, level in enumerate(levels, 1))
        + "</issue>"
        for n, (name, levels) in enumerate(names.items(), 1)
    )
    sides = [
        profile(
            {
                name: {level: pair[side] for level, pair in zip(levels, row, strict=True)}
                for (name, levels), row in zip(names.items(), rows, strict=True)
            },
            {name: pair[side] for name, pair in zip(names, weights, strict=True)},
            kept[side],
        )
        for side in (0, 1)
    ]
    return f"<utility_space><objective>{issues}</objective></utility_space>".encode(), sides[0], sides[1]
