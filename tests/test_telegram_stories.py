"""Every story of `tests/conversations` told over Telegram, unchanged."""

from pathlib import Path

import pytest

from bot.library import Library
from tests.story import Story, stories
from tests.wired import WiredTeller


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.place.stem}-{story.title}")
def test_the_conversation_goes_as_told_on_telegram(
    story: Story, library: Library, tmp_path: Path
) -> None:
    teller = WiredTeller(library, tmp_path)
    try:
        teller.tell(story)
    finally:
        teller.close()
