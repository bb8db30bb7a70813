"""Files somebody filled in -> answers, and what could not be read."""
