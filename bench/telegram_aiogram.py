"""The same form as an aiogram 3 bot with its states in memory. Runs in an environment of its own."""

import asyncio
import re
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

ASKS = ("单位全称是什么？", "联络人叫什么名字？", "职务是什么？", "手机号是多少？", "QQ 号是多少？")
SHAPES = (r".{2,40}", r".{2,10}", r".{2,20}", r"1\d{10}", r"\d{5,12}")
KEYS = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="上一步", callback_data="back"),
            InlineKeyboardButton(text="检查", callback_data="check"),
            InlineKeyboardButton(text="先停一下", callback_data="stop"),
        ]
    ]
)


class Form(StatesGroup):
    """The questions."""

    unit = State()
    name = State()
    post = State()
    mobile = State()
    qq = State()
    page = State()


STATES = (Form.unit, Form.name, Form.post, Form.mobile, Form.qq, Form.page)
dispatcher = Dispatcher()


@dispatcher.message(F.text.startswith("重新填"))
async def begin(message: Message, state: FSMContext) -> None:
    await state.set_state(Form.unit)
    await state.set_data({"answers": []})
    await message.answer(f"第 1 步，共 5 步\n{ASKS[0]}", reply_markup=KEYS)


def step(number: int):
    async def answer(message: Message, state: FSMContext) -> None:
        text = (message.text or "").strip()
        if not re.fullmatch(SHAPES[number], text):
            await message.answer(f"请核对一下。\n{ASKS[number]}", reply_markup=KEYS)
            return
        answers = [*(await state.get_data())["answers"], text]
        await state.update_data(answers=answers)
        await state.set_state(STATES[number + 1])
        if number + 1 < len(ASKS):
            asked = f"已记下：{text}\n第 {number + 2} 步，共 5 步\n{ASKS[number + 1]}"
        else:
            asked = "请核对：\n" + "\n".join(f"{n}. {each}" for n, each in enumerate(answers, 1))
        await message.answer(asked, reply_markup=KEYS)

    return answer


for place, each in enumerate(STATES[:-1]):
    dispatcher.message.register(step(place), each)


@dispatcher.callback_query(F.data == "stop")
async def stop(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.clear()
    await query.message.edit_text("已存好。")


async def main() -> None:
    base, token = sys.argv[1], sys.argv[2]
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    await dispatcher.start_polling(Bot(token, session=session), polling_timeout=20)


if __name__ == "__main__":
    asyncio.run(main())
