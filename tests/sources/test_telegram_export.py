"""Telegram's exports as pages: which chats of one name are the same."""

from pathlib import Path

from sitegen import sources
from sitegen.model import Post
from sitegen.sources.source import Dump


def test_chats_of_one_name_stay_two_and_two_exports_of_one_chat_are_one(tmp_path: Path) -> None:
    def ids(folder: str, *told: tuple[int, str]) -> set[str]:
        (place := tmp_path / folder).joinpath("css").mkdir(parents=True)
        place.joinpath("css/style.css").write_text("")
        boxes = "".join(
            f'<div class="message default clearfix" id="message{number}"><div class="body">'
            f'<div class="date" title="05.03.2023 {time}"></div><div class="text">x</div>'
            "</div></div>"
            for number, time in told
        )
        place.joinpath("messages.html").write_text(
            '<html><div class="page_header"><div class="text bold">Kites</div></div>'
            f'<div class="history">{boxes}</div></html>'
        )
        records = sources.read(*sources.recognise(Dump(folder, place), {}))
        return {r.id for r in records if isinstance(r, Post) and r.parent}

    one = ids("ChatExport_1", (1, "09:00:00 UTC+02:00"), (2, "09:05:00 UTC+02:00"))
    more = ids(
        "ChatExport_2", (1, "07:00:00 UTC+00:00"), (2, "07:05:00 UTC+00:00"), (3, "08:00:00")
    )
    other = ids("ChatExport_3", (1, "10:00:00 UTC+02:00"), (2, "10:05:00 UTC+02:00"))
    assert one < more
    assert len(other) == 2
    assert other.isdisjoint(more)
