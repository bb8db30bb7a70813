"""One application as a row of 附件3: the eight cells it needs, out of the answers."""

from collections.abc import Mapping, Sequence

from forms.answers import take
from forms.document.cells import CASE, JOINER, records, text
from forms.form import Answers, Form, Json


def row(form: Form, answers: Answers) -> tuple[str, ...]:
    """Give one row of 附件3, in the order of `CASE`.

    Source: 附件3 of both editions, nine columns; two 负责人 share a cell (X24).
    """
    leaders = [one for one in records(answers.get("leaders")) if any(one.values())]
    values = {
        "case_title": text(answers.get("case_title")),
        "region": text(answers.get("region")),
        "unit": certificate_unit(answers),
        "leader": JOINER.join(filter(None, (text(one.get("name")) for one in leaders))),
        "post": JOINER.join(filter(None, (text(one.get("post")) for one in leaders))),
        "category": chosen(form, "category", answers),
        "stage": chosen(form, "stage", answers),
        "phone": phone(leaders, answers.get("contact_leader")),
    }
    return tuple(values[key] for key in CASE)


def certificate_unit(answers: Answers) -> str:
    """Give the unit that was chosen for 附件3 and the certificate, else the one that stamps the form (X52)."""
    chosen_path = text(answers.get("certificate_unit")) or "unit"
    return text(take(answers, chosen_path)) or text(answers.get("unit"))


def phone(leaders: Sequence[Mapping[str, Json]], contact: Json) -> str:
    """Give the phone of the leader who was chosen, else of the first one who has any."""
    phones = [text(one.get("phone")) for one in leaders]
    chosen_place = int(text(contact)) if text(contact).isdecimal() else 0
    if chosen_place < len(phones) and phones[chosen_place]:
        return phones[chosen_place]
    return next(filter(None, phones), "")


def chosen(form: Form, path: str, answers: Answers) -> str:
    """Give the label of a chosen option, or what stands there when it is none of them."""
    value = text(answers.get(path))
    options = [option for one in form.questions if one.path == path for option in one.options]
    return next((option.label for option in options if option.id == value), value)
