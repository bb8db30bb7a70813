"""Whether there is one more (负责人): yes or no, within what the notice allows."""

from forms.form import Json, Question, Rules
from forms.kinds import choice
from forms.kinds.slip import slip

YES, NO = "yes", "no"


def read(question: Question, text: str, rules: Rules) -> Json:
    """Give `yes` or `no`; raise `too-many-leaders` (limit, fact) where one more would be too many.

    Source: 2025 附件2 注4 “案例“负责人”处，填报人数不得超过两人。”; 2022 sets no limit.
    """
    answer = choice.read(question, text, rules)
    limit = rules.limits.get(question.limit)
    if answer == YES and limit and index(question) + 1 >= limit.maximum:
        raise slip(question, "too-many-leaders", limit=limit.maximum, fact=limit.fact)
    return answer


show = choice.show


def index(question: Question) -> int:
    """Give the number, from 0, of the person after whom it is asked (`more_leaders.0`)."""
    return int(question.path.rpartition(".")[2])
