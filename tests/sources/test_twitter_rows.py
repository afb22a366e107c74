"""Tables of twarc-csv: texts that older versions wrote as JSON, and addresses."""

from pathlib import Path

from sitegen.model import Post
from sitegen.sources import twitter_shaped
from sitegen.sources.source import Dump

HEADER = "id,author_id,author.username,text,entities.urls,referenced_tweets.replied_to.id\n"


def texts(*rows: str) -> list[str]:
    data = (HEADER + "".join(f"{row}\n" for row in rows)).encode()
    found = twitter_shaped.SOURCE.read(Dump("tweets.csv", Path(), data))
    return [one.body.text for one in found if isinstance(one, Post)]


def test_texts_are_json_where_all_are() -> None:
    json = r'"""A \""winch\""\nand {}"""'
    one, other = (f"{n},7,quill,{json.format(n)},," for n in "12")
    assert texts(one, other) == ['A "winch"\nand 1', 'A "winch"\nand 2']
    assert texts(one, "3,7,quill,Plain\\nwords,,")[1] == "Plain\nwords"
    assert texts('1,7,quill,"""Said""",,', "2,7,quill,Plain,,")[0] == '"Said"'


def test_addresses_are_put_in_where_there_is_one_for_each() -> None:
    urls = '"[""https://a.example"", ""https://b.example""]"'
    both, one = "https://t.co/aaaaaaaaaa https://t.co/bbbbbbbbbb", "https://t.co/aaaaaaaaaa"
    assert texts(f"1,7,quill,{both},{urls},") == ["https://a.example https://b.example"]
    assert texts(f"1,7,quill,{one},{urls},") == [one]
    objects = f'"[{{""url"": ""{one}"", ""expanded_url"": ""https://c.example""}}]"'
    assert texts(f"1,7,quill,{both},{objects},") == [both.replace(one, "https://c.example")]
    for odd in ('"[1, null]"', '"[["', "5", '"[{""url"": 5}]"'):
        assert texts(f"1,7,quill,{both},{odd},") == [both]


def test_numbers_that_a_program_made_of_ids_are_ids() -> None:
    found = twitter_shaped.SOURCE.read(
        Dump("t.csv", Path(), f"{HEADER}2.0,7.0,quill,Yes,,1.0\n".encode())
    )
    post = next(one for one in found if isinstance(one, Post))
    assert (post.id, post.parent, post.author) == ("twitter:2", "twitter:1", "quill")
