"""Who wrote in a thread, with links to what they wrote."""

import re
from pathlib import Path

from html_checks import faults
from small_site import SmallSite, node


def test_those_who_wrote_most_come_first_with_links_to_their_comments(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    names = ["ann", "ben", "ann", "cleo", "ben", "ann", "dee", "eve", "<i>", "<i>", "ann"]
    comments = [node(number, author=name) for number, name in enumerate(names, 10)]
    site.config("[build]\nthread_comments = 4\n")
    site.dump("a.json", node(1, *comments, title="One", author="ben"), node(2, title="Two"))
    site.build()
    said = site.page("t/hn/1/index.html").partition("class=people")[2].partition("</section>")[0]
    assert "6 people wrote here" in said
    names = re.findall(r"<bdi>(.*?)</bdi>", said)
    assert names[:2] == ["ann", "ben"]
    assert names[2:] in (["&lt;i&gt;"], ["&lt;i>"])  # it is told either way
    assert re.findall(r"#c-(\d+)", said) == ["10", "12", "15", "20", "11", "14", "18", "19"]
    assert "ben</bdi> <b>OP</b> <span>2 comments:</span>" in said
    assert "class=people" not in site.page("t/hn/1/page-2/index.html")
    assert "class=people" not in site.page("t/hn/2/index.html")
    assert list(faults(site.output)) == []
