"""The doors a person can come in by; each is one file."""
