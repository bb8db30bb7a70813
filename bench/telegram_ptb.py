"""The same form as a python-telegram-bot ConversationHandler: in memory, or pickled after each update."""

import re
import sys
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)

ASKS = ("单位全称是什么？", "联络人叫什么名字？", "职务是什么？", "手机号是多少？", "QQ 号是多少？")
SHAPES = (r".{2,40}", r".{2,10}", r".{2,20}", r"1\d{10}", r"\d{5,12}")
KEYS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("上一步", callback_data="back"),
            InlineKeyboardButton("检查", callback_data="check"),
            InlineKeyboardButton("先停一下", callback_data="stop"),
        ]
    ]
)


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    context.user_data["answers"] = []
    await update.message.reply_text(f"第 1 步，共 5 步\n{ASKS[0]}", reply_markup=KEYS)
    return 0


def step(number: int):
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        text = update.message.text.strip()
        if not re.fullmatch(SHAPES[number], text):
            await update.message.reply_text(f"请核对一下。\n{ASKS[number]}", reply_markup=KEYS)
            return number
        context.user_data["answers"].append(text)
        if number + 1 < len(ASKS):
            asked = f"已记下：{text}\n第 {number + 2} 步，共 5 步\n{ASKS[number + 1]}"
        else:
            lines = (f"{n}. {each}" for n, each in enumerate(context.user_data["answers"], 1))
            asked = "请核对：\n" + "\n".join(lines)
        await update.message.reply_text(asked, reply_markup=KEYS)
        return number + 1

    return answer


async def stop(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("已存好。")
    return ConversationHandler.END


def main() -> None:
    base, token, kept = sys.argv[1], sys.argv[2], sys.argv[3]
    builder = Application.builder().token(token).base_url(f"{base}/bot")
    if kept:
        builder = builder.persistence(PicklePersistence(Path(kept) / "form.pickle"))
    application = builder.build()
    states = {
        number: [MessageHandler(filters.TEXT & ~filters.Regex("^重新填"), step(number))]
        for number in range(len(ASKS))
    }
    states[len(ASKS)] = []
    application.add_handler(
        ConversationHandler(
            entry_points=[MessageHandler(filters.Regex("^重新填"), begin)],
            states=states,
            fallbacks=[CallbackQueryHandler(stop, "stop")],
            name="form",
            persistent=bool(kept),
            allow_reentry=True,
        )
    )
    if kept:

        async def keep(_update: object, _context: ContextTypes.DEFAULT_TYPE) -> None:
            await application.update_persistence()

        application.add_handler(TypeHandler(object, keep), group=1)
    application.run_polling(poll_interval=0, timeout=20)


if __name__ == "__main__":
    main()
