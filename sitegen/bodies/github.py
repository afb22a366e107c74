"""GitHub's Markdown: that of `markdown`, with line ends kept, HTML, names and numbers as links.

What people write on GitHub is full of HTML (templates of issues are commented, logs folded away),
so HTML is HTML here and goes the way of foreign HTML. "#12" and "@name" are links where it is
known to what: a text may begin with a line that names its repository, "[#]: https://…".

https://github.github.com/gfm/ and https://docs.github.com/en/get-started/writing-on-github
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from sitegen import possessive
from sitegen.bodies.characters import escape, escape_attribute
from sitegen.bodies.html import shaped
from sitegen.bodies.links import safe
from sitegen.bodies.markdown import LINKS, Parser, html_of, is_plain, parsed, parser
from sitegen.bodies.sanitize import clean
from sitegen.bodies.tokens import written

_GITLAB = re.compile(
    r"\[#\]: gitlab(?: (https://[^\s/]{1,300})/((?:[\w.-]{1,100}/){1,20}[\w.-]{1,100}))?\n\n"
)
_REPOSITORY = re.compile(r"\[#\]: (https://[^\s/]{1,300})/([\w.-]{1,100}/[\w.-]{1,100})\n\n")
_SITE = "https://github.com"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}"
_REFERENCE = re.compile(
    rf"(?<![\w/.#@&-])(?:(?P<repo>{_NAME}/[\w.-]{{1,100}})?#(?P<number>[1-9]\d{{0,9}})"
    rf"|GH-(?P<gh>[1-9]\d{{0,9}})|@(?P<name>{_NAME}(?:/[\w-]{{1,100}})?))(?![\w/@-])",
    re.IGNORECASE,
)
_ON_GITLAB = re.compile(
    r"(?<![\w/.#!@&-])(?:(?P<repo>(?:[\w.-]{1,100}/){1,20}[\w.-]{1,100})?(?P<sign>[#!])"
    r"(?P<number>[1-9]\d{0,9})|@(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?"
    r"(?:/[A-Za-z0-9_-]{1,100})*))(?![\w/@-])"
)
_TAG = possessive.compiled(
    r"</?[a-zA-Z][a-zA-Z0-9-]*+(?:\s(?:[^<>\"'`]++|\"[^\"<>\n]{0,2000}+\"|'[^'<>\n]{0,2000}+')*+)?/?>"
)
_SUGGESTION = re.compile(r"\s*suggestion(?:[\s:]|$)")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE)


def render(text: str) -> str:
    site, repo = _SITE, ""
    if match := _REPOSITORY.match(text):
        site, repo = match.groups()
        text = text[match.end() :]
    if on_gitlab := _GITLAB.match(text):
        site, repo = on_gitlab[1] or "", on_gitlab[2] or ""
        text = text[on_gitlab.end() :]
    text = text.rstrip(" \n")
    if is_plain(text) and not (refers(text) or (on_gitlab and "!" in text)):
        end = "\n" if on_gitlab else "<br>"
        return "<p>" + re.sub("\n\n+", "</p><p>", text).replace("\n", end) + "</p>"
    env = {"site": site, "repo": repo, "gitlab": bool(on_gitlab)}
    if "<" not in text:
        return html_of(text, _WITHOUT_HTML, LINKS, env)
    html = written(parsed(text, _WITH_HTML, env), LINKS, _code, str)
    return clean(shaped(html))


def refers(text: str) -> bool:
    """Whether there may be names or numbers in the text that become links. Very cheap."""
    return "#" in text or "@" in text or "GH-" in text


def _code(code: str, language: str) -> str:
    """A block of code that `html` is still to colour."""
    return f'<pre data-code-wrap="{escape_attribute(language)}"><code>{escape(code)}</code></pre>'


# Rules of the parser


def _html(state: StateInline, silent: bool) -> bool:
    """A tag, or a comment; in place of the parser's own rule, which may take long."""
    src, start = state.src, state.pos
    if src[start] != "<":
        return False
    if src.startswith("<!--", start):
        end = -1 if state.env.get("no comment ends") else src.find("-->", start, state.posMax)
        if end < 0:
            state.env["no comment ends"] = True
            return False
        content, end = "", end + 3
    elif match := _TAG.match(src, start, state.posMax):
        content, end = match.group(), match.end()
    else:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = content
    state.pos = end
    return True


def _marks(state: StateCore) -> None:
    """What GitHub makes of the lines: their ends, names and numbers, alerts, suggestions."""
    site, repo = state.env["site"], state.env["repo"]
    on_gitlab = bool(state.env.get("gitlab"))
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "inline":
            if len(tokens) > 1 and tokens[-2].type == "blockquote_open":
                _alert(token)
            token.children = _linked(token.children or [], site, repo, on_gitlab=on_gitlab)
        elif token.type == "fence" and _SUGGESTION.match(token.info):
            tokens += _paragraph("Suggested change:", token.level)
        tokens.append(token)
    state.tokens = tokens


def _linked(children: list[Token], site: str, repo: str, *, on_gitlab: bool) -> list[Token]:
    tokens: list[Token] = []
    links = _links_on_gitlab if on_gitlab else _links_in
    inside = 0
    for token in children:
        inside += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "softbreak" and not on_gitlab:
            token.type = "hardbreak"
        if token.type == "html_inline":
            inside += token.content[:2].lower() == "<a"
            inside = max(0, inside - (token.content[:3].lower() == "</a"))
        if token.type == "text" and not inside and (on_gitlab or refers(token.content)):
            tokens += links(token.content, site, repo)
        else:
            tokens.append(token)
    return tokens


def _links_in(text: str, site: str, repo: str) -> list[Token]:
    """The text, in pieces, with what it refers to as links."""
    tokens: list[Token] = []
    done = 0
    for match in _REFERENCE.finditer(text):
        path = _path(match, repo)
        if path and safe(f"{site}/{path}"):
            tokens += (_text(text[done : match.start()]), *_link(f"{site}/{path}", match.group()))
            done = match.end()
    return [*tokens, _text(text[done:])]


def _links_on_gitlab(text: str, site: str, repo: str) -> list[Token]:
    """The same for GitLab, where "!12" is a merge request, and groups lie in groups."""
    tokens: list[Token] = []
    done = 0
    for match in _ON_GITLAB.finditer(text) if site else ():
        of, path = match["repo"] or repo, match["name"]
        if match["number"]:
            kind = "merge_requests" if match["sign"] == "!" else "issues"
            path = f"{of}/-/{kind}/{int(match['number'])}"
        if path != "all" and safe(f"{site}/{path}"):
            tokens += (_text(text[done : match.start()]), *_link(f"{site}/{path}", match.group()))
            done = match.end()
    return [*tokens, _text(text[done:])]


def _path(match: re.Match[str], repo: str) -> str:
    """Where a reference leads on the site; "" where that is not known."""
    number = match["number"] or match["gh"]
    if number:
        of = match["repo"] or repo
        return f"{of}/issues/{int(number)}" if of else ""
    person, _, team = match["name"].partition("/")
    return f"orgs/{person}/teams/{team}" if team else person


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(url: str, words: str) -> tuple[Token, Token, Token]:
    return (
        Token("link_open", "a", 1, attrs={"href": url}),
        _text(words),
        Token("link_close", "a", -1),
    )


def _paragraph(words: str, level: int) -> tuple[Token, Token, Token]:
    line = Token("inline", "", 0, level=level + 1, content=words, children=[_text(words)])
    return (
        Token("paragraph_open", "p", 1, level=level),
        line,
        Token("paragraph_close", "p", -1, level=level),
    )


def _alert(token: Token) -> None:
    """A quote that begins with "[!NOTE]" is one of the site's notes: its kind in bold."""
    children = token.children or []
    match = _ALERT.fullmatch(children[0].content.strip()) if children else None
    if match:
        word = _text(match[1].capitalize())
        token.children = [
            Token("strong_open", "strong", 1), word, Token("strong_close", "strong", -1),
            *children[1:],
        ]  # fmt: skip


def _dialect(*, html: bool) -> Parser:
    dialect = parser()
    if html:
        dialect.options["html"] = True
        dialect.enable(["html_block"])
        dialect.inline.ruler.at("html_inline", _html)
        dialect.enable(["html_inline"])
    dialect.core.ruler.push("github", _marks)
    return dialect


_WITHOUT_HTML = _dialect(html=False)
_WITH_HTML = _dialect(html=True)
