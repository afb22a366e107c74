"""The script in a page, and the page's security policy around it."""

from sitegen.serve.injection import policy, with_reload


def test_the_script_stands_at_the_end_and_cannot_be_broken_out_of() -> None:
    page = with_reload(b"<body><p>&lt;/body&gt;</p></body></html>", 'a"><script>', "abc", "def")
    assert page.startswith(b"<body><p>&lt;/body&gt;</p><script src=")
    assert page.endswith(b"defer></script></body></html>")
    assert b'data-page="a&quot;&gt;&lt;script&gt;"' in page
    assert with_reload(b"<p>no body", "x", "y", "z").startswith(b"<p>no body<script")


def test_a_policy_lets_the_script_in_and_nothing_else() -> None:
    strict = policy(b"default-src 'none'; img-src data:; style-src 'self' 'sha256-x'")
    assert strict == (
        b"default-src 'none'; img-src data:; style-src 'self' 'sha256-x';"
        b" connect-src 'self'; script-src 'self'"
    )
    assert policy(b"script-src 'none'; connect-src https://a.example; style-src 'self'") == (
        b"script-src 'self'; connect-src https://a.example 'self'; style-src 'self'"
    )


def test_the_policy_of_a_page_is_changed_however_it_is_written() -> None:
    for meta in (
        b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">',
        b"<meta content=\"default-src 'none'\" http-equiv=content-security-policy>",
    ):
        page = with_reload(b"<head>" + meta + b"</head><body></body>", "x", "y", "z")
        assert b"default-src 'none'; connect-src 'self'; script-src 'self'" in page
    kept = b'<meta name="description" content="default-src none"><body></body>'
    assert with_reload(kept, "x", "y", "z").startswith(kept[:50])
