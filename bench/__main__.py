"""`python -m bench`: every measurement, one table after the other."""

from bench import conversation, documents, matching

MODULES = (matching, conversation, documents)

for module in MODULES:
    print(f"\n== {module.__name__}", flush=True)
    module.main()
