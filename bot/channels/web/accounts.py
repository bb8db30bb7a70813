"""Signing in: a name and a password, for those who are more than a teacher."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.looks import render
from bot.channels.web.signing import CHANNEL
from bot.channels.web.site import Site
from bot.channels.web.talking import Guest, Here, answered, own_form
from bot.channels.web.visitors import Visitor
from bot.store import find_person, key_of
from bot.store.accounts import Standing, folded, keep_account, sign_in, standing_of

router = APIRouter()

SHORTEST, LONGEST = 10, 200
SHORTEST_NAME, LONGEST_NAME = 2, 40
#: A password of fewer different signs is a row of the same.
FEWEST_SIGNS = 5

Token = Annotated[str, Field(max_length=100)]
Secret = Annotated[str, Field(max_length=LONGEST)]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class Key(BaseModel):
    """A name and a password, as the form of the page sends them."""

    token: Token
    name: Name
    password: Secret


class NewKey(Key):
    """A name and a password to be kept; `current` is the one that was kept before."""

    again: Secret
    current: Secret = ""


class Leaving(BaseModel):
    """The wish to sign out."""

    token: Token


@router.get("/sign-in")
def door(site: Here, guest: Guest) -> Response:
    """The form to sign in with."""
    return answered(site, guest, _page(site, guest, "sign-in.html"))


@router.post("/sign-in")
def enter(site: Here, guest: Guest, key: Annotated[Key, Form()]) -> Response:
    """Sign in: this browser is the account's person from now on, with a cookie of its own."""
    own_form(site, guest, key.token)
    found = sign_in(site.database, key.name, key.password, site.now())
    if found.outcome != "entered":
        page = _page(site, guest, "sign-in.html", f"web.sign_in.{found.outcome}", key.name)
        return answered(site, guest, page)
    with site.database.transaction() as transaction:
        known = key_of(transaction, CHANNEL, found.person)
    return answered(site, site.visitors.enter(known), RedirectResponse("/desk", 303))


@router.post("/sign-out")
def leave(site: Here, guest: Guest, leaving: Annotated[Leaving, Form()]) -> Response:
    """Sign out: this browser is a stranger from now on."""
    own_form(site, guest, leaving.token)
    return answered(site, site.visitors.leave(guest), RedirectResponse("/", 303))


@router.get("/account")
def account(site: Here, guest: Guest) -> Response:
    """The form to set a name and a password with."""
    _, standing = _me(site, guest)
    return answered(site, guest, _account_page(site, guest, standing))


@router.post("/account")
def keep(site: Here, guest: Guest, key: Annotated[NewKey, Form()]) -> Response:
    """Keep a name and a password; all other browsers of this person end."""
    own_form(site, guest, key.token)
    person, standing = _me(site, guest)
    slip = _slip(site, standing, key)
    name = " ".join(key.name.split())
    if not slip and not keep_account(
        site.database, CHANNEL, person, name, key.password, site.now()
    ):
        slip = "taken"
    if slip:
        return answered(site, guest, _account_page(site, guest, standing, slip, key.name))
    fresh = site.visitors.enter(guest.key)
    return answered(
        site, fresh, _account_page(site, fresh, Standing(is_more=True, name=name), "kept")
    )


def _slip(site: Site, standing: Standing, key: NewKey) -> str:
    """Return what is wrong with a new name or password; empty when nothing is."""
    if standing.name:
        tried = sign_in(site.database, standing.name, key.current, site.now()).outcome
        if tried != "entered":
            return "locked" if tried == "locked" else "not_current"
    if len(folded(key.name)) < SHORTEST_NAME:
        return "no_name"
    if len(key.password) < SHORTEST:
        return "too_short"
    is_plain = len(set(key.password)) < FEWEST_SIGNS
    if is_plain or folded(key.name) in folded(key.password):
        return "too_plain"
    return "" if key.password == key.again else "not_the_same"


def _me(site: Site, guest: Visitor) -> tuple[int, Standing]:
    """Return who comes; whoever is but a teacher has no use for a password."""
    with site.database.reading() as reading:
        person = find_person(reading, CHANNEL, guest.key) if guest.key else None
        standing = standing_of(reading, person) if person else Standing(is_more=False)
    if person is None or not standing.is_more:
        raise HTTPException(404)
    return person, standing


def _page(site: Site, guest: Visitor, template: str, said: str = "", name: str = "") -> Response:
    return render(site, {"token": guest.token, "said": said, "name": name}, template)


def _account_page(
    site: Site, guest: Visitor, standing: Standing, said: str = "", name: str = ""
) -> Response:
    values = {
        "token": guest.token,
        "said": f"web.account.{said}" if said else "",
        "is_kept": said == "kept",
        "has_password": bool(standing.name),
        "name": name or standing.name,
        "shortest": SHORTEST,
    }
    return render(site, values, "account.html")
