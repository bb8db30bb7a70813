"""A local Bot API server that is as strict as the real one, and persons with phones on it."""
