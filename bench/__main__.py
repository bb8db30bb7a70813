"""`python -m bench`: every measurement, one table after the other."""

from bench import documents, matching

MODULES = (matching, documents)

for module in MODULES:
    print(f"\n== {module.__name__}", flush=True)
    module.main()
