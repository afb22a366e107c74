"""Trees of templates: what is copied is what was parsed, whatever becomes of other copies."""

import jinja2
import pytest
from jinja2 import nodes

from sitegen.theme import Theme
from sitegen.theme.env import environment
from sitegen.theme.trees import tree_of


def test_each_copy_is_the_tree_that_was_parsed(default: Theme) -> None:
    env = environment(default)
    for name in env.list_templates():
        assert env.loader is not None
        text = env.loader.get_source(env, name)[0]
        expected = jinja2.Environment._parse(env, text, name, None)
        env.as_written(text, name, None)
        for _ in range(2):
            tree = tree_of(text, env, lambda: pytest.fail("parsed again"))
            assert tree == expected
            assert all(node.environment is env for node in tree.find_all(nodes.Node))
            tree.body = []


def test_a_copy_is_of_the_environment_that_asks(default: Theme) -> None:
    text = "{{ 'of two environments' }}"
    for env in (environment(default), environment(default)):
        assert env.as_written(text, "a.html", None).environment is env


def test_mistakes_are_told_each_time_with_their_file(default: Theme) -> None:
    env = environment(default)
    for name in ("a.html", "b.html"):
        with pytest.raises(jinja2.TemplateSyntaxError) as told:
            env.as_written("{% if %}", name, f"/{name}")
        assert (told.value.name, told.value.filename) == (name, f"/{name}")


def test_a_tree_too_deep_to_be_copied_is_parsed_again(default: Theme) -> None:
    env = environment(default)
    text = "{{ " + " + ".join("1" * 900) + " }}"
    for _ in range(2):
        assert len(list(env.as_written(text, "a.html", None).find_all(nodes.Add))) == 899
