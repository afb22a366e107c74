"""Saved pages of Lemmy beyond the samples: values that are no JSON, no data, bad pages."""

import time
from pathlib import Path

import pytest

from sitegen import sources
from sitegen.model import Post, Problem, Record
from sitegen.sources import lemmy_html
from sitegen.sources.source import Dump, Head

PAGE = "<html><head><script>window.isoData = {}</script></head></html>"
POST = (
    '{"post": {"id": 1, "name": %s, "body": undefined, "ap_id": "https://leaf.example/post/1",'
    ' "community_id": 2, "published": new Date("2024-04-01T10:00:00.000Z")}}'
)
DATA = '{"path": undefined, "site_res": {}, "routeData": {"postRes": {"data": {"post_view": %s}}}}'


def read(data: str) -> list[Record]:
    page = PAGE.replace("{}", data)
    source, dump = sources.recognise(Dump("x.html", Path(), page.encode()), {})
    assert source is lemmy_html.SOURCE
    return list(sources.read(source, dump))


@pytest.mark.parametrize(
    "name", ["undefined", 'new Date("x")', '\\"', "\\u003C\\u002Fscript\\u003E"]
)
def test_values_that_are_no_json_are_read_and_words_stay(name: str) -> None:
    quoted = f'"{name}"' if "Date" not in name else "\"new Date('x')\""
    (post,) = read(DATA % (POST % quoted) + ";\n\n  if (!document) {}")
    assert isinstance(post, Post)
    assert post.created is not None
    assert post.title == {'\\"': '"', "\\u003C\\u002Fscript\\u003E": "</script>"}.get(
        name, quoted.strip('"')
    )


@pytest.mark.parametrize(
    "data",
    [
        '{"site_res": {}, "routeData": {}}',
        '{"site_res": {}, "routeData": {"postRes": {"state": "loading"}}}',
        '{"site_res": {}, "routeData": {"postRes": {"data": {"post_view": {"post": {"id": 1',
        '{"site_res": 1, "routeData": 2}',
    ],
)
def test_pages_without_whole_data_are_told(data: str) -> None:
    (problem,) = read(data)
    assert isinstance(problem, Problem)
    assert problem.lost


def test_pages_of_others_are_not_claimed() -> None:
    for page in ("<p>window.isoData</p>", '{"window.isoData": "site_res"}', "<p>x</p>"):
        assert not lemmy_html.SOURCE.sniff(Head("x.html", page.encode()))


@pytest.mark.parametrize(
    "filling", ['\\"', '"\\', '{"a": ', "[", "new Date(", "undefined ", '"a", ', "\\"]
)
def test_bad_data_take_no_longer_than_they_are_large(filling: str) -> None:
    begin = time.process_time()
    read('{"site_res": "' + filling * (500_000 // len(filling)))
    read('{"site_res": ' + filling * (500_000 // len(filling)))
    assert time.process_time() - begin < 5
