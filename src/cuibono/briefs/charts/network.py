"""The picture of an actor among its counterparts, as SVG without scripts.

A full line is cooperation, a broken one conflict; the broader, the more happenings. Nothing in
it needs a colour, and all it shows stands in the table beside it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from html import escape
from math import cos, hypot, pi, sin

from cuibono.measures.counterparts import Counterpart

WIDTH, HEIGHT, MOST = 760, 440, 12
ACROSS, DOWN = 200, 155
LINE = 20
"""Letters of a name that stand in one line."""
Name = Callable[[str], str]


def network(actor: str, around: Sequence[Counterpart], name: Name) -> str | None:
    """An actor in the middle with its foremost counterparts around it; None without any."""
    shown = around[:MOST]
    if not shown:
        return None
    most = max(max(c.cooperation, c.conflict) for c in shown)
    drawn = "".join(_spoke(c, n, len(shown), most, name) for n, c in enumerate(shown))
    x, y, title = WIDTH / 2, HEIGHT / 2, escape(name(actor))
    left = len(around) - len(shown)
    more = f" The {left} with fewest happenings are not drawn." if left else ""
    told = f"{title} and {len(shown)} counterparts; the table lists the same figures.{more}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' class="network"><title>{told}</title>{drawn}'
        f'<circle cx="{x}" cy="{y}" r="9" fill="currentColor"/>'
        f'<text x="{x}" y="{y - 16}" text-anchor="middle" font-weight="bold" class="label">{title}'
        "</text></svg>"
    )


def _spoke(c: Counterpart, nth: int, of: int, most: int, name: Name) -> str:
    """One counterpart with a line for each kind of what passed."""
    angle = 2 * pi * nth / of - pi / 2
    # Nudged off the vertical, so that no label lies on the actor's own.
    angle += 0.001 if of > 1 else pi / 2
    x, y = WIDTH / 2 + ACROSS * cos(angle), HEIGHT / 2 + DOWN * sin(angle)
    both = bool(c.cooperation and c.conflict)
    parts: list[str] = []
    for many, dash, side in ((c.cooperation, "", 1), (c.conflict, "7 5", -1)):
        if many:
            parts.append(_line(x, y, 5.0 * side if both else 0.0, 1.2 + 5 * many / most, dash))
    away = 14
    label_x, label_y = x + away * cos(angle), y + away * sin(angle) + 5
    if abs(cos(angle)) < 0.2:
        anchor, label_y = "middle", label_y + (8 if sin(angle) > 0 else -4)
    else:
        anchor = "start" if cos(angle) > 0 else "end"
    lines = textwrap.wrap(f"{name(c.other)} ({c.events})", LINE)
    parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="currentColor"/>')
    # Above the node a name grows upwards, below it downwards, beside it both ways.
    lift = (len(lines) - 1) * (17 if sin(angle) < -0.9 else 0 if sin(angle) > 0.9 else 8)
    spans = "".join(
        f'<tspan x="{label_x:.0f}" y="{label_y - lift + 17 * n:.0f}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    parts.append(f'<text text-anchor="{anchor}" class="label">{spans}</text>')
    return "".join(parts)


def _line(x: float, y: float, aside: float, width: float, dash: str) -> str:
    """A line from the middle, moved aside where another runs beside it."""
    from_x, from_y = WIDTH / 2, HEIGHT / 2
    length = hypot(x - from_x, y - from_y)
    dx, dy = -(y - from_y) / length * aside, (x - from_x) / length * aside
    broken = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{from_x + dx:.1f}" y1="{from_y + dy:.1f}" x2="{x + dx:.1f}" y2="{y + dy:.1f}"'
        f' stroke="currentColor" stroke-width="{width:.1f}"{broken}/>'
    )
