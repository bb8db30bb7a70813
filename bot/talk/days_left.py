"""How long it is to a last day, as it is said on desks and in reminders."""

from datetime import date

from bot.wording import sentence


def left_text(day: date, today: date, *, is_regions: bool) -> str:
    """Return how many days are left; on the last day itself, that it is the last.

    Whether that day still counts no notice says; a region knows what its own day means.

    Source: 2025 四、1 “……日前” (X17)
    """
    left_days = (day - today).days
    if left_days < 0:
        return sentence("days_left.over")
    if left_days == 0:
        return sentence(f"days_left.today.{'region' if is_regions else 'notice'}")
    return sentence("days_left.days", count=left_days)
