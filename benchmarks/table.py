"""The figures of a benchmark, as a table for people and as JSON for programs."""

import json
import platform
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One scenario: medians over `runs` runs; memory is a peak, in MiB."""

    corpus: str
    threads: int
    comments: int
    jobs: int
    scenario: str
    pages_made: int
    wall_s: float
    wall_min_s: float
    cpu_s: float
    largest_mb: float
    tree_rss_mb: float
    tree_pss_mb: float
    processes: int
    runs: int

    @property
    def comments_per_cpu_s(self) -> float:
        """Comments of the whole corpus for each second of CPU, all processes together."""
        return self.comments / max(self.cpu_s, 1e-9)


_COLUMNS = (
    ("corpus", lambda row: row.corpus),
    ("threads", lambda row: f"{row.threads:,}"),
    ("comments", lambda row: f"{row.comments:,}"),
    ("-j", lambda row: str(row.jobs)),
    ("build", lambda row: row.scenario),
    ("pages made", lambda row: f"{row.pages_made:,}"),
    ("wall s", lambda row: f"{row.wall_s:.2f}"),
    ("CPU s", lambda row: f"{row.cpu_s:.2f}"),
    ("comments/CPU s", lambda row: f"{row.comments_per_cpu_s:,.0f}"),
    ("largest MiB", lambda row: f"{row.largest_mb:.0f}"),
    ("tree RSS", lambda row: f"{row.tree_rss_mb:.0f}"),
    ("tree PSS", lambda row: f"{row.tree_pss_mb:.0f}"),
)
_LEFT = {"corpus", "build"}


def as_table(rows: list[Row]) -> str:
    """A Markdown table, aligned so that it also reads well in a terminal."""
    lines = [[name for name, _ in _COLUMNS], *([cell(row) for _, cell in _COLUMNS] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_COLUMNS))]
    text = []
    for line in lines:
        cells = (
            cell.ljust(width) if name in _LEFT else cell.rjust(width)
            for cell, width, (name, _) in zip(line, widths, _COLUMNS, strict=True)
        )
        text.append(f"| {' | '.join(cells)} |")
    rules = (
        "-" * (width + 2) if name in _LEFT else "-" * (width + 1) + ":"
        for width, (name, _) in zip(widths, _COLUMNS, strict=True)
    )
    text.insert(1, f"|{'|'.join(rules)}|")
    return "\n".join(text)


def as_json(rows: list[Row], python: str) -> str:
    """All figures, and on what machine they were taken."""
    return json.dumps(
        {
            "machine": platform.machine(),
            "system": platform.platform(),
            "python": python,
            "rows": [
                asdict(row) | {"comments_per_cpu_s": round(row.comments_per_cpu_s)} for row in rows
            ],
        },
        indent=2,
    )
