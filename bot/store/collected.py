"""A region's cases put into a reply that names them only: no copy of them is kept in the outbox."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.access import Thing, require
from bot.message import Send
from bot.store import cases
from bot.store.database import Database
from bot.store.exhibits import shown_by
from bot.store.known import questions_of
from bot.store.members import actor_of
from bot.store.places import all_regions
from bot.store.questions import most_asked
from bot.store.submitted import SUBMISSION
from bot.submissions import Submission
from forms.form import Json
from knowledge.calendar import chinese_day

#: So many topics stand in the picture of all regions.
MOST_TOPICS = 10

#: Replies whose form begins so are filled with cases when they are handed out.
OF_A_REGION = "region/"


def with_cases(database: Database, reply: Send) -> Send:
    """Return a reply with the cases of the region it names, as they are now; any other as it is.

    Raises NotAllowed where the person it was made for (`by`) lost the role meanwhile.
    """
    if not reply.form.startswith(OF_A_REGION):
        return reply
    region = _region(reply)
    is_on = _IS_ON[str(reply.answers["which"])]
    here = [SUBMISSION.c.edition == str(reply.answers["edition"]), cases.IS_KEPT]
    if region is not None:
        here.append(SUBMISSION.c.region_id == region)
    with database.reading() as reading:
        me = actor_of(reading, int(str(reply.answers["by"])))
        require(me, "export_region", Thing(region=region))
        found = cases.submissions(reading, *here)
        answers = cases.answers_of(reading, *here)
        places = {each.id: each.name for each in all_regions(reading)}
        rows: list[Json] = [
            {**_plain(case, places), "answers": _answers(answers[case.id], places.get(case.region))}
            for case in found
            if is_on(case)
        ]
        is_chart = reply.form == "region/chart" and region is None
        most = most_asked(reading, MOST_TOPICS) if is_chart else ()
        names = questions_of(reading, [topic for topic, _ in most])
        asked: list[Json] = [
            {"topic": topic, "count": count, "name": names.get(topic, "")} for topic, count in most
        ]
        pictures = shown_by(reading, _packed(reply, rows))
    return replace(
        reply, answers={**reply.answers, "cases": rows, "asked": asked}, exhibits=pictures
    )


#: Only what is accepted as 上报; all that may still become it; or all that the desk counts.
_IS_ON: Mapping[str, Callable[[Submission], bool]] = {
    "accepted": lambda case: case.standing == "accepted" and case.rank == "main",
    "all": lambda case: case.rank != "reserve" and not case.is_stub,
    "desk": lambda case: True,  # noqa: ARG005 - the one that leaves nothing out
}


def _packed(reply: Send, rows: Sequence[Json]) -> list[int]:
    """Return the cases whose documents go into this package: their pictures go with them."""
    inside = reply.answers.get("inside")
    named = set(map(str, inside)) if isinstance(inside, list) else set()
    ids = [str(each["id"]) for each in rows if isinstance(each, dict)]
    return [int(each) for each in ids if each in named]


def _region(reply: Send) -> int | None:
    """Return the region a reply is about; None for all of them."""
    given = str(reply.answers["region"])
    return int(given) if given.isdecimal() else None


def _answers(answers: Mapping[str, Json], place: str | None) -> dict[str, Json]:
    """Return the answers with the region's own name in them, as 附件3 wants it."""
    return {**answers, "region": place} if place else dict(answers)


def _plain(case: Submission, places: Mapping[int, str]) -> dict[str, Json]:
    return {
        "place": places.get(case.region) or case.unit,
        "shelf": case.shelf,
        "on": chinese_day(case.sent_at).isoformat(),
        "id": str(case.id),
        "code": case.code,
        "unit": case.unit,
        "title": case.title,
        "leader": case.leader,
        "rank": case.rank,
        "is_paper": case.paper_at is not None,
        "source": case.source,
        "draft": case.draft,
        "version": case.version,
    }
