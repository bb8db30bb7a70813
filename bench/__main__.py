"""`python -m bench`: every measurement, one table after the other."""

from bench import conversation, documents, matching, page, region, telegram, transport, web

MODULES = (matching, conversation, documents, web, page, region, transport, telegram)

for module in MODULES:
    print(f"\n== {module.__name__}", flush=True)
    module.main()
