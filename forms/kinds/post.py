"""What a person's post is (职务), kept as typed."""

from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.slip import slip

#: A post may name years or classes (2024级1班班主任), no more.
MOST_DIGITS = 6


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the post; raise `post-shape` for digits and signs alone (a phone typed too early)."""
    post = short_text.line(question, text)
    if not any(character.isalpha() for character in post):
        raise slip(question, "post-shape")
    return post


show = short_text.show


def is_unlikely(post: str) -> bool:
    """Tell whether it reads like an address, a link or a number rather than a post."""
    digits = sum(character.isdecimal() for character in post)
    return "@" in post or "://" in post or digits > MOST_DIGITS
