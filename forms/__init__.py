"""The application forms: asked step by step, checked, and printed as the official documents."""
