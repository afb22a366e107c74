"""What the dev server answers: as GitHub Pages would, and to nobody else."""

import json
import socket
from collections.abc import Iterator

import pytest
from small_site import SmallSite, node
from waiting import SECONDS
from werkzeug.test import Client, TestResponse

from sitegen.errors import UsageError
from sitegen.serve import server
from sitegen.serve.preview import Preview
from sitegen.serve.reload import Epochs

Get = type[Client]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    site = SmallSite(tmp_path_factory.mktemp("served"))
    site.config('[site]\nurl = "https://example.org/repo/"')
    site.dump("a.json", node(1, node(2), title="One"))
    site.write("static/a b.txt", "ünïcode")
    site.write("static/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    preview = Preview(site.chosen, site.folder / "sitegen.toml", lambda: None)
    preview.start(lambda name, done: None)
    yield preview
    preview.close()


@pytest.fixture
def client(preview: Preview) -> Client:
    serving = server.Serving(preview, Epochs(), "/repo/", frozenset({"dev.example"}))
    return Client(server.application(serving))


def test_pages_are_found_below_the_base_path(client: Client) -> None:
    for path in ("/repo/", "/repo/index.html", "/repo/t/hn/1/", "/repo/t/hn/1/index.html"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content_type == "text/html; charset=utf-8"
    assert client.get("/").location == "/repo/"
    assert client.get("/repo").location == "/repo/"
    assert client.get("/t/hn/1/").status_code == 404


def test_folders_are_redirected_to_as_github_pages_does(client: Client) -> None:
    answer = client.get("/repo/t/hn/1")
    assert (answer.status_code, answer.location) == (301, "/repo/t/hn/1/")
    assert client.get("/repo/404").status_code == 200  # the .html is left out


def test_what_is_not_there_is_the_404_page_with_status_404(client: Client) -> None:
    answer = client.get("/repo/nothing/here/")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert 'data-page="nothing/here/index.html"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/repo/../sitegen.toml",
        "/repo/%2e%2e/sitegen.toml",
        "/repo/..%2fsitegen.toml",
        "/repo/static/%2e%2e/%2e%2e/sitegen.toml",
        "/repo//etc/passwd",
        "/repo/.sitegen/store.db",
        "/repo/content/a.json",
        "/repo/sitegen.toml",
        "/repo/%00",
        "/_sitegen/../reload.py",
        "/_sitegen/..%2freload.py",
    ],
)
def test_there_is_no_way_out_of_the_site(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_types_and_charsets_are_those_of_the_web(client: Client) -> None:
    kinds = {
        "static/style.css": "text/css; charset=utf-8",
        "static/logo.svg": "image/svg+xml; charset=utf-8",
        "static/a%20b.txt": "text/plain; charset=utf-8",
        "feed.xml": "text/xml; charset=utf-8",
        "robots.txt": "text/plain; charset=utf-8",
    }
    for path, kind in kinds.items():
        assert client.get(f"/repo/{path}").content_type == kind
    assert client.get("/repo/static/a%20b.txt").data.decode() == "ünïcode"


def test_only_names_of_this_machine_are_answered(client: Client) -> None:
    def status(host: str) -> int:
        return client.get("/repo/", headers={"Host": host}).status_code

    good = ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7", "dev.example:80")
    assert {host: status(host) for host in good} == dict.fromkeys(good, 200)
    bad = ("evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example", "", "a b")
    assert {host: status(host) for host in bad} == dict.fromkeys(bad, 403)


def test_other_methods_are_refused(client: Client) -> None:
    answer = client.post("/repo/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_head_is_a_page_without_its_body(client: Client) -> None:
    head, whole = client.head("/repo/"), client.get("/repo/")
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_a_page_that_the_browser_has_is_not_sent_again(client: Client) -> None:
    tag = client.get("/repo/").headers["ETag"]
    assert client.get("/repo/", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/repo/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_parts_of_a_file_can_be_asked_for(client: Client) -> None:
    whole = client.get("/repo/static/style.css").data
    part = client.get("/repo/static/style.css", headers={"Range": "bytes=2-5"})
    assert (part.status_code, part.data) == (206, whole[2:6])
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole)}"
    beyond = client.get("/repo/static/style.css", headers={"Range": "bytes=9999999-"})
    assert beyond.status_code == 416


def test_only_pages_for_people_get_the_script(client: Client, preview: Preview) -> None:
    def has_script(answer: TestResponse) -> bool:
        return b"/_sitegen/reload.js" in answer.data

    assert has_script(client.get("/repo/"))
    assert not has_script(client.get("/repo/feed.xml"))
    assert not has_script(client.get("/repo/static/style.css"))
    bare = Client(server.application(server.Serving(preview, Epochs(), "/repo/", reload=False)))
    assert not has_script(bare.get("/repo/"))
    assert bare.get("/_sitegen/reload.js").status_code == 404


def test_an_open_page_is_told_what_it_should_show(client: Client, preview: Preview) -> None:
    answer = client.get("/_sitegen/events?page=index.html", buffered=False)
    assert answer.content_type == "text/event-stream"
    chunks = iter(answer.iter_encoded())
    assert next(chunks).startswith(b"retry: ")
    told = json.loads(next(chunks).removeprefix(b"data: "))
    shown = preview.page("index.html")
    assert shown is not None
    assert told["page"] == shown.digest
    assert told["faults"] == []
    answer.close()


def test_the_next_free_port_is_taken_unless_one_is_named() -> None:
    first = server.listen("127.0.0.1", None)
    second = server.listen("127.0.0.1", None)
    try:
        port = first.getsockname()[1]
        assert 8000 <= port < second.getsockname()[1] <= 8099
        with pytest.raises(UsageError, match="cannot listen"):
            server.listen("127.0.0.1", port)
    finally:
        first.close()
        second.close()
    with pytest.raises(UsageError):
        server.listen("203.0.113.1", 0)


def test_a_real_connection_is_answered_and_ended(preview: Preview) -> None:
    listening = server.listen("127.0.0.1", 0)
    running = server.start(server.Serving(preview, Epochs(), "/repo/"), listening)
    with socket.create_connection(listening.getsockname()[:2], timeout=SECONDS) as connection:
        connection.sendall(b"GET /repo/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    running.shutdown()
    listening.close()
