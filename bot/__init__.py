"""The assistant: talks, remembers, delivers."""
