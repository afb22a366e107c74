"""Tables inside of a dump, such as a database or a workbook: what databases and workbooks share."""

from collections.abc import Iterator, Sequence

from sitegen.model import Problem
from sitegen.sources import hn_bigquery, mail_table, reddit_csv, twitter_shaped

#: Formats of tables that are asked before it is looked whether rows are posts of any kind.
TABLES = (hn_bigquery.SOURCE, reddit_csv.SOURCE, mail_table.SOURCE, twitter_shaped.SOURCE)
_SHOWN = 20  # tables named


def passed_over(what: str, names: Sequence[str]) -> Iterator[Problem]:
    """One note of all tables that hold no posts, none where there are none; `what` they are
    called: tables, sheets."""
    if names:
        shown = ", ".join(name[:40] for name in names[:_SHOWN])
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        yield Problem("", f"{what} that hold no posts were passed over: {shown}{more}", lost=False)
