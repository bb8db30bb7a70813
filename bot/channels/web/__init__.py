"""The page: the same conversation in a browser, made for phones."""
