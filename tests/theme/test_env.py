"""The template engine: strict, escaping, closed in; and its errors as ours."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from sitegen.errors import ThemeError
from sitegen.theme import Theme, bundled, cases, load
from sitegen.theme.context import Link, RobotsContext
from sitegen.theme.env import environment, template_error

Write = Callable[..., Path]


@pytest.fixture
def render(write: Write) -> Callable[..., str]:
    """Renders robots.txt of a theme that has the given templates."""

    def render(source: str, others: dict[str, str] | None = None, **context: object) -> str:
        files = {f"templates/{name}": text for name, text in (others or {}).items()}
        root = write("mine", {"templates/robots.txt": source, **files}).parent
        env = environment(load("mine", [root], {}))
        try:
            return env.get_template("robots.txt").render(context)
        except Exception as error:
            raise template_error(error) from None

    return render


@pytest.mark.parametrize("name", ["a.html", "a.xml", "a.txt"])
def test_everything_is_escaped_whatever_the_file_is_called(write: Write, name: str) -> None:
    root = write("mine", {f"templates/{name}": "{{ text }}|{{ text|safe }}"}).parent
    template = environment(load("mine", [root], {})).get_template(name)
    assert template.render(text="<'\"&>") == "&lt;&#39;&#34;&amp;&gt;|<'\"&>"


def test_lines_of_tags_leave_no_lines_behind(render: Callable[..., str]) -> None:
    assert render("a\n  {% if true %}\nb\n  {% endif %}\n{# c #}\nd\n") == "a\nb\nd\n"


@pytest.mark.parametrize(
    "source",
    [
        "{{ link.__class__ }}",
        "{{ link.__class__.__mro__ }}",
        "{{ link['__class__'] }}",
        "{{ link|attr('__class__') }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ '{0.__class__}'.format(link) }}",
        "{{ [link]|map(attribute='__class__')|join }}",
        "{{ [link]|pick('__class__', '__doc__')|list }}",
        "{{ [link]|pick('text.__class__', 'href')|list }}",
        "{{ ['']|pick('upper', 'lower')|list }}",
        "{{ names.append(1) }}",
        "{{ table.update(a=1) }}",
        "{{ self.__init__.__globals__ }}",
        "{% for name in [1] %}{{ loop._iterable }}{% endfor %}",
        "{% for name in [1] %}{{ loop.__class__ }}{% endfor %}",
        "{% for name in [1] %}{{ loop.cycle.__func__ }}{% endfor %}",
        "{% for name in [1] %}{{ loop.indxe }}{% endfor %}",
        "{{ range(10000000)|list }}",
    ],
)
def test_nothing_leads_out_of_a_template(render: Callable[..., str], source: str) -> None:
    with pytest.raises(ThemeError):
        render(source, link=Link("a", "b"), names=[], table={})


@pytest.mark.parametrize("source", ["{{ [1, 2]|random }}", "{{ lipsum() }}"])
def test_nothing_in_a_template_is_left_to_chance(render: Callable[..., str], source: str) -> None:
    with pytest.raises(ThemeError):
        render(source)


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("{{ link.hreff }}", "Link has no field 'hreff'", "did you mean 'href'?"),
        ("{{ [link]|pick('hreff', 'text')|list }}", "Link has no field 'hreff'", "mean 'href'?"),
        ("{% if link.hreff %}{% endif %}", "Link has no field 'hreff'", "mean 'href'?"),
        ("{{ sitemp }}", "'sitemp' is not known here", "did you mean 'sitemap'?"),
        ("{% for comment in [] %}{% endfor %}{{ coment }}", "'coment' is", "mean 'comment'?"),
        ("{{ none_.text }}", "nothing has no 'text'", "needs {% if %}"),
        ("{{ table.accnt }}", "there is no 'accnt' here", "did you mean 'accent'?"),
        ("{{ table['accnt'] }}", "there is no 'accnt' here", "did you mean 'accent'?"),
        ("{{ 1|coutn }}", "No filter named 'coutn'", "did you mean 'count'?"),
        ("{{ 1 is defind }}", "No test named 'defind'", "did you mean 'defined'?"),
        ("{% include 'part.htm' %}", "there is no template 'part.htm'", "mean 'part.html'?"),
        ("{% if link %}", "Unexpected end of template", ""),
        ("{{ 'a' + 1 }}", "the template fails: can only concatenate str", ""),
        ("{{ 1 // 0 }}", "the template fails:", ""),
    ],
)
def test_a_mistake_is_told_with_file_line_text_and_what_was_meant(
    render: Callable[..., str], tmp_path: Path, source: str, message: str, hint: str
) -> None:
    with pytest.raises(ThemeError) as caught:
        render(
            f"one\n{source}", {"part.html": ""},
            link=Link("a", "b"), none_=None, table={"accent": "#fff"},
        )  # fmt: skip
    assert message in caught.value.message
    assert hint in caught.value.hint
    file = tmp_path / "themes" / "mine" / "templates" / "robots.txt"
    assert f"{file}:2: {source}" in caught.value.where


def test_the_places_of_a_mistake_go_outwards_through_includes(
    render: Callable[..., str],
) -> None:
    with pytest.raises(ThemeError) as caught:
        render(
            "{% extends 'base.html' %}\n{% block main %}\n{% include 'row.html' %}{% endblock %}",
            {"base.html": "\n\n\n{% block main %}{% endblock %}", "row.html": "{{ title }}"},
        )
    names = [Path(line.split(": ")[0]).name for line in caught.value.where.splitlines()]
    assert names == ["row.html:1", "robots.txt:3", "base.html:4", "robots.txt:1"]


def test_our_error_survives_the_way_from_another_process(render: Callable[..., str]) -> None:
    with pytest.raises(ThemeError) as caught:
        render("{{ a }}")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert template_error(caught.value) is caught.value


def layered(write: Write, tmp_path: Path, site: dict[str, str]) -> Callable[[str], str]:
    write("parent", {"templates/a.html": "parent[{% block b %}p{% endblock %}]",
                     "templates/only.html": "only"})  # fmt: skip
    write("child", {"templates/a.html": "{% extends 'parent:a.html' %}"
                    "{% block b %}c{{ super() }}{% endblock %}"}, extends="parent")  # fmt: skip
    for name, text in site.items():
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates" / name).write_text(text)
    env = environment(load("child", [tmp_path / "themes"], {}, tmp_path))

    def get(name: str, **context: Any) -> str:
        try:
            return env.get_template(name).render(**context)
        except Exception as error:
            raise template_error(error) from None

    return get


HOOKS = sorted(path.name for path in (bundled() / "default/templates/partials/hooks").iterdir())


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_filled_from_the_templates_of_the_site(
    default: Theme, tmp_path: Path, hook: str
) -> None:
    file = tmp_path / "templates/partials/hooks" / hook
    file.parent.mkdir(parents=True)
    file.write_text("<!-- of the site -->")
    context = cases.conversation(default)
    page = environment(load("default", [], {}, tmp_path)).get_template("thread.html")
    fields = {name: getattr(context, name) for name in context.__struct_fields__}
    each = len(context.comments) if "comment" in hook else 1
    assert page.render(fields).count("<!-- of the site -->") == each


def test_a_file_of_the_same_path_takes_the_place_of_every_themes(
    write: Write, tmp_path: Path
) -> None:
    write("evening", {"templates/partials/footer.html": "evening's"}, extends="mail")

    def foot() -> str:
        theme = load("evening", [tmp_path / "themes"], {}, tmp_path)
        return environment(theme).get_template("partials/footer.html").render()

    assert foot() == "evening's"
    own = tmp_path / "templates/partials/footer.html"
    own.parent.mkdir(parents=True)
    own.write_text("the site's")
    assert foot() == "the site's"


def test_a_template_extends_the_one_it_overrides(write: Write, tmp_path: Path) -> None:
    source = "{% extends 'child:a.html' %}{% block b %}s{{ super() }}{% endblock %}"
    get = layered(write, tmp_path, {"a.html": source})
    assert get("a.html") == get("site:a.html") == "parent[scp]"
    assert get("child:a.html") == "parent[cp]"
    assert get("parent:a.html") == "parent[p]"
    assert get("child:only.html") == "only"


@pytest.mark.parametrize(
    "name",
    ["../theme.toml", "a/../a.html", "/a.html", "./a.html", "..\\theme.toml", "other:a.html",
     "parent:../theme.toml", "a.html/", "", "parent:"],
)  # fmt: skip
def test_a_name_never_leads_out_of_the_folders(write: Write, tmp_path: Path, name: str) -> None:
    get = layered(write, tmp_path, {})
    with pytest.raises(ThemeError, match="there is no template"):
        get(name)


def test_a_template_in_another_encoding_is_told(write: Write) -> None:
    folder = write("mine", {"templates/robots.txt": ""})
    (folder / "templates" / "robots.txt").write_bytes(b"\xff")
    env = environment(load("mine", [folder.parent], {}))
    with pytest.raises(jinja2.TemplateSyntaxError) as caught:
        env.get_template("robots.txt")
    error = template_error(caught.value)
    assert error.message == "the template is not UTF-8"
    assert "robots.txt:1" in error.where


def test_a_context_reaches_a_template_by_the_names_of_its_fields(default: Theme) -> None:
    template = environment(default).get_template("robots.txt")
    context = RobotsContext("https://example.org/sitemap.xml")
    text = template.render({name: getattr(context, name) for name in context.__struct_fields__})
    assert text == "User-agent: *\nDisallow:\nSitemap: https://example.org/sitemap.xml\n"
