"""The menu of commands: what it offers, in which chats, and the words each command stands for."""

from collections.abc import Mapping

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.commands import read_command
from bot.wording import sentence

PRIVATE = (
    *("ask", "fill", "check", "stop", "drafts", "deadline"),
    *("blank", "notice", "privacy", "help"),
)
#: Whoever looks after others' cases has these first.
IN_CHARGE = ("inbox", "roster")
GROUP = ("ask", "deadline")

#: Commands that the conversation itself does not know, and the sentence they stand for.
_SAYS: Mapping[str, str] = {"ask": "telegram.says.ask", "deadline": "telegram.says.deadline"}


def said_by(command: str, rest: str) -> str:
    """Return the words a command stands for, together with what was typed behind it."""
    if command == "ask" and rest:
        return rest
    if command in _SAYS:
        return sentence(_SAYS[command])
    return f"/{command} {rest}".strip()


async def set_menu(bot: Bot) -> None:
    """Show the menu, and who is talking, in every chat."""
    await bot.set_my_commands(_menu(PRIVATE), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(_menu(GROUP), scope=BotCommandScopeAllGroupChats())
    await bot.set_my_description(sentence("telegram.about"))
    await bot.set_my_short_description(sentence("telegram.about_short"))


async def set_menu_of(bot: Bot, chat: int, role: str) -> None:
    """Show the menu of a role in the chat of somebody who has it from now on."""
    scope = BotCommandScopeChat(chat)
    if role in ("liaison", "centre", "school"):
        await bot.set_my_commands(_menu((*IN_CHARGE, *PRIVATE)), scope=scope)
    else:
        await bot.delete_my_commands(scope=scope)


def _menu(names: tuple[str, ...]) -> list[BotCommand]:
    """Return the commands that mean something here."""
    known = (name for name in names if name in _SAYS or read_command(f"/{name}"))
    return [BotCommand(name, sentence(f"telegram.menu.{name}")) for name in known]
