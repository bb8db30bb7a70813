"""Telegram: updates in, letters out; python-telegram-bot is the client and the types."""
