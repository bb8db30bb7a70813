"""Answers -> bytes of the official documents, with the answers carried inside."""
