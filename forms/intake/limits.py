"""What a child process may use of the machine, where the system has such limits."""

try:
    import resource
except ImportError:  # Windows: the time limit alone holds there
    resource = None  # type: ignore[assignment, unused-ignore]

LIMIT_MEMORY_BYTES = 1_500_000_000


def limit_this_process() -> bool:
    """Bound the memory and the file sizes of this process; False where there is no way to."""
    if resource is None:
        return False
    for what, most in (
        (resource.RLIMIT_AS, LIMIT_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, LIMIT_MEMORY_BYTES // 10),
    ):
        resource.setrlimit(what, (most, most))
    return True
