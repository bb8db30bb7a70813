"""How much of a long answer a page shows; the whole of it is shown when it is changed."""

from bot.wording import sentence

#: A longer answer is cut on the page.
LONGEST_SHOWN = 60


def shortened(shown: str) -> str:
    """Return rows one below the other; another long text by its beginning and its length."""
    if "\n" not in shown and len(shown) <= LONGEST_SHOWN:
        return shown
    if len(shown) <= LONGEST_SHOWN * 6 and all(
        len(row) < LONGEST_SHOWN for row in shown.split("\n")
    ):
        return "\n" + "\n".join(f"   {row}" for row in shown.split("\n"))
    begin = " ".join(shown[:LONGEST_SHOWN].split())
    return sentence("review.long", begin=begin, count=len("".join(shown.split())))
