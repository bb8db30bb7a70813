"""Every story of `tests/conversations` that can be, told over Telegram, unchanged."""

from pathlib import Path

import pytest

from bot.library import Library
from tests.story import Story, stories
from tests.wired import WiredTeller


def can_be_sent(story: Story) -> bool:
    """True unless a story sends a folder: Telegram has no way to send one."""
    return not any(str(turn.get("发文件", "")).endswith("/") for turn in story.turns)


@pytest.mark.parametrize(
    "story",
    [story for story in stories() if can_be_sent(story)],
    ids=lambda story: f"{story.place.stem}-{story.title}",
)
def test_the_conversation_goes_as_told_on_telegram(
    story: Story, library: Library, tmp_path: Path
) -> None:
    teller = WiredTeller(library, tmp_path)
    try:
        teller.tell(story)
    finally:
        teller.close()
