"""Code blocks: their one shape, and the indentation they were quoted with.

Lines are kept exactly. Blocks can be scrolled with the keyboard, hence the tabindex.
"""

OPEN = '<pre class="code" tabindex="0"><code>'
CLOSE = "</code></pre>"

#: Text that is covered until it is asked for: by pointing at it, by touch, or with the keyboard.
SPOILER = '<span class="spoiler" tabindex="0">'


def block(html: str) -> str:
    """A block of code. `html` is escaped, and may hold the spans of `highlight`."""
    return f"{OPEN}{html}{CLOSE}"


def dedented(code: str, indent: str) -> str:
    """The code without blank lines at its ends, and without `indent` if all its lines have it."""
    lines = [line.rstrip() if line.isspace() else line for line in code.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    first = next((number for number, line in enumerate(lines) if line), 0)
    lines = lines[first:]
    if all(line.startswith(indent) for line in lines if line):
        lines = [line[len(indent) :] for line in lines]
    return "\n".join(lines)
