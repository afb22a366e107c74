"""Whether the colours of a style sheet can be read, worked out from its custom properties.

Looked at are the pairs that the contract promises; what is set in a way that only a browser can
work out is passed over.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from math import atan2, cos, hypot, sin

# Text, and what it stands on.
PAIRS = (
    ("ink", "paper"),
    ("muted", "paper"),
    ("link", "paper"),
    ("ink", "tint"),
    ("link", "badge"),
    ("ink", "mark"),
    ("muted", "mark"),
    ("link", "mark"),
)
ENOUGH = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum

Colour = tuple[float, float, float]  # sRGB, each from 0 to 1

_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SET = re.compile(r"--([\w-]+)\s*:\s*([^;}]+)")
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_OKLCH = re.compile(r"oklch\(from (.+?) ([\d.]+) ([\d.]+|c) h\)")
_RULE = re.compile(r"\{([^{}]*)\}")
_TEXT = re.compile(r"(?<![\w-])color\s*:\s*var\(--([\w-]+)\)")
_GROUND = re.compile(r"(?<![\w-])background(?:-color)?\s*:([^;]+)")
_VAR = re.compile(r"var\(--([\w-]+)\)")


def too_weak(css: str, options: Collection[str] = ()) -> Iterator[tuple[str, str, str, float]]:
    """(text, ground, "light" or "dark", ratio) of pairs that cannot be read well.

    `options` are names of colours that a site may set: they are looked at where rules use them.
    """
    plain = _MEDIA.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    said = dict(_SET.findall(plain))
    pairs = dict.fromkeys((*PAIRS, *_used(plain, options)))
    for scheme in ("light", "dark"):
        for text, ground in pairs:
            one, two = (colour(f"var(--{name})", said, scheme) for name in (text, ground))
            if one and two and (found := ratio(one, two)) < ENOUGH:
                yield text, ground, scheme, found


def _used(css: str, options: Collection[str]) -> Iterator[tuple[str, str]]:
    """(text, ground) of rules that set the colour of text, one of the two being an option."""
    for rule in _RULE.findall(css):
        text, ground = _TEXT.search(rule), _GROUND.search(rule)
        named = _VAR.fullmatch(ground[1].strip()) if ground else None
        if not text or (ground and not named):
            continue  # an image, or a colour of its own
        pair = (text[1], named[1] if named else "paper")
        if {*pair} & {*options}:
            yield pair


def colour(value: str, said: Mapping[str, str], scheme: str, depth: int = 0) -> Colour | None:
    """A value of CSS as a colour; None where it cannot be worked out here."""
    value = value.strip()
    if depth > 8:
        return None
    if hexed := _HEX.fullmatch(value):
        digits = hexed[1] if len(hexed[1]) == 6 else "".join(2 * digit for digit in hexed[1])
        red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        return red, green, blue
    if named := _VAR.fullmatch(value):
        return colour(said.get(named[1], ""), said, scheme, depth + 1)
    if value.startswith("light-dark(") and value.endswith(")"):
        parts = re.split(r",(?![^(]*\))", value[len("light-dark(") : -1])
        chosen = parts[0 if scheme == "light" else 1] if len(parts) == 2 else ""
        return colour(chosen, said, scheme, depth + 1)
    if relative := _OKLCH.fullmatch(value):
        start = colour(relative[1], said, scheme, depth + 1)
        if start is None:
            return None
        _, strength, hue = _to_oklch(start)
        strength = strength if relative[3] == "c" else float(relative[3])
        return _from_oklch(float(relative[2]), strength, hue)
    return None


def ratio(one: Colour, two: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    lights = sorted(
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in map(_linear, (one, two))
    )
    return lights[1] / lights[0]


def _linear(given: Colour) -> Colour:
    r, g, b = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in given)
    return r, g, b


def _gamma(given: Colour) -> Colour:
    r, g, b = (
        12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055
        for x in (min(max(x, 0.0), 1.0) for x in given)
    )
    return r, g, b


# The matrices of https://bottosson.github.io/posts/oklab/
def _to_oklch(given: Colour) -> Colour:
    r, g, b = _linear(given)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    one = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    two = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    strength = hypot(one, two)
    return light, strength, atan2(two, one) if strength > 1e-4 else 0.0  # a grey has no hue


def _from_oklch(light: float, strength: float, hue: float) -> Colour:
    one, two = strength * cos(hue), strength * sin(hue)
    long = (light + 0.3963377774 * one + 0.2158037573 * two) ** 3
    middle = (light - 0.1055613458 * one - 0.0638541728 * two) ** 3
    short = (light - 0.0894841775 * one - 1.2914855480 * two) ** 3
    return _gamma(
        (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )
