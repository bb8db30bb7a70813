"""Signing in on the page: a password for those who see others' material, and none for teachers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.web.site import Site
from bot.channels.web.visitors import SIGNED_IN
from bot.store import invite_centre
from bot.store.accounts import CLOSED, MOST_WRONG
from tests.doorstep import DAY, Clock, Come, Person

PASSWORD = "窗外的香樟又绿了一回"
KEY = {"name": "市中心 一号", "password": PASSWORD}


@pytest.fixture
def centre(site: Site, come: Come) -> Person:
    """Somebody of the centre, who came with the operator's invitation."""
    return of_the_centre(site, come)


def of_the_centre(site: Site, come: Come) -> Person:
    person = come()
    with site.database.transaction() as transaction:
        until = DAY + timedelta(days=7)
        code = invite_centre(transaction, until, datetime.now(UTC), DAY).code
    assert "登录密码" in person.say(code)
    return person


def sent(person: Person, address: str, **fields: str) -> str:
    return person.http.post(address, data={"token": person.token, **fields}).text


def kept(person: Person, **fields: str) -> str:
    return sent(person, "/account", **{**KEY, "again": PASSWORD, **fields})


def test_who_set_a_password_signs_in_elsewhere_and_goes_on(centre: Person, come: Come) -> None:
    centre.say("填附件1")
    assert "记下了" in kept(centre)
    other = come()
    assert "第 1 步" not in other.page()
    assert "收件台" in sent(other, "/sign-in", name="市中心一号", password=PASSWORD)
    assert "第 1 步" in other.page()
    assert "第 1 步" in centre.page(), "the browser it was set in goes on too"


def test_the_way_to_the_password_comes_with_the_answer(site: Site, come: Come) -> None:
    person = come()
    with site.database.transaction() as transaction:
        code = invite_centre(transaction, DAY + timedelta(days=7), datetime.now(UTC), DAY).code
    assert 'href="/sign-in"' in person.page()
    assert 'href="/account"' in person.say(code, piece="true")


def test_setting_a_password_ends_every_other_browser(centre: Person, come: Come) -> None:
    centre.say("填附件1")
    other = come(centre.cookie)
    assert "第 1 步" in other.page()
    kept(centre)
    assert "第 1 步" not in other.page()


def test_a_sign_in_lasts_a_working_day(centre: Person, clock: Clock) -> None:
    centre.say("填附件1")
    kept(centre)
    clock.pass_(SIGNED_IN - timedelta(minutes=5))
    assert "第 1 步" in centre.page()
    clock.pass_(timedelta(minutes=10))
    assert "联络人登录" in centre.page()


def test_signing_out_ends_the_cookie(centre: Person, come: Come) -> None:
    centre.say("填附件1")
    kept(centre)
    cookie = centre.cookie
    sent(centre, "/sign-out")
    assert "第 1 步" not in centre.page()
    assert "第 1 步" not in come(cookie).page()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"password": "短", "again": "短"}, "密码太短"),
        ({"password": "1111122222", "again": "1111122222"}, "太容易猜"),
        ({"password": "我是市中心一号不告诉你", "again": "我是市中心一号不告诉你"}, "太容易猜"),
        ({"again": PASSWORD + "。"}, "两次输的密码不一样"),
        ({"name": " 一 "}, "登录名太短"),
    ],
)
def test_a_weak_or_mistyped_password_is_not_kept(
    centre: Person, come: Come, fields: dict[str, str], said: str
) -> None:
    page = kept(centre, **fields)
    assert said in page
    key = {**KEY, **fields}
    tried = sent(come(), "/sign-in", name=key["name"], password=key["password"])
    assert "登录名或密码不对" in tried


def test_a_change_needs_the_password_there_is(centre: Person, come: Come) -> None:
    kept(centre)
    new = "操场边的桂花今年开得早"
    change = {"password": new, "again": new}
    assert "现在的密码不对" in kept(centre, **change)
    assert "现在的密码不对" in kept(centre, **change, current="窗外的香樟")
    assert "记下了" in kept(centre, **change, current=PASSWORD)
    assert "不对" in sent(come(), "/sign-in", **KEY)
    assert "收件台" in sent(come(), "/sign-in", name=KEY["name"], password=new)


def test_a_name_belongs_to_one(centre: Person, site: Site, come: Come) -> None:
    kept(centre)
    second = of_the_centre(site, come)
    assert "已经有人用了" in kept(second, name="市中心　一号")
    assert "记下了" in kept(second, name="市中心二号")


def test_guessing_closes_the_name_for_a_while(centre: Person, come: Come, clock: Clock) -> None:
    kept(centre)
    guesser = come()
    for _ in range(MOST_WRONG):
        assert "登录名或密码不对" in sent(guesser, "/sign-in", name=KEY["name"], password="猜的")
        clock.pass_(timedelta(seconds=30))  # not quicker than an address may
    assert "先停用 15 分钟" in sent(guesser, "/sign-in", **KEY)
    clock.pass_(CLOSED)
    assert "收件台" in sent(guesser, "/sign-in", **KEY)


def test_a_teacher_needs_no_password_and_cannot_set_one(come: Come) -> None:
    teacher = come()
    assert "登录密码" not in teacher.say("填申报表")
    assert teacher.http.get("/account").status_code == 404
    assert teacher.http.post("/account", data={"token": teacher.token, **KEY}).status_code == 400
    fields = {"token": teacher.token, **KEY, "again": PASSWORD}
    assert teacher.http.post("/account", data=fields).status_code == 404


def test_of_a_password_only_a_hash_is_kept(centre: Person, site: Site, tmp_path: Path) -> None:
    kept(centre)
    with site.database.reading() as reading:
        row = reading.exec_driver_sql("select password_hash from account").scalar_one()
    assert row.startswith("$argon2id$")
    everything = b"".join(place.read_bytes() for place in tmp_path.rglob("*") if place.is_file())
    assert PASSWORD.encode() not in everything
