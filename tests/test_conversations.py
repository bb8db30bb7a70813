"""Every story of `tests/conversations` is told to the desk, its state through JSON each turn."""

from pathlib import Path

import pytest

from bot.library import Library
from tests.story import Story, Teller, stories


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.place.stem}-{story.title}")
def test_the_conversation_goes_as_told(story: Story, library: Library, tmp_path: Path) -> None:
    Teller(library, tmp_path).tell(story)
