"""The drills of scripts/drill: BINARY FOLDER DATABASE[,DATABASE] [DRILL…]; the addresses of PostgreSQL
and of PgBouncer before it come by POSTGRES_URL and POOLER_URL."""

import os
import resource
import sys
import time
import traceback

from disk import full_disk
from failover import failovers
from ground import Ground, Result
from imports import imports
from slow import slow_database
from stops import stops
from storms import storms

DRILLS = {
    "stops": stops,
    "failover": failovers,
    "disk": full_disk,
    "slow": slow_database,
    "imports": imports,
    "storms": storms,
}


def run(name, ground):
    """The results of one drill; one that breaks off is a wrong one."""
    try:
        yield from DRILLS[name](ground)
    except (Exception, SystemExit) as error:  # noqa: BLE001: told in the table
        traceback.print_exc()
        result = Result(name, ground.kind)
        result.expect(False, f"the drill broke off: {error}")
        yield result


def tell(result, seconds):
    print(f"{result.row()} ({seconds:.0f} s)", flush=True)
    for words in list(dict.fromkeys(result.wrong))[:8]:
        print(f"    wrong: {words}", flush=True)


def main():
    binary, folder, kinds = sys.argv[1:4]
    names = sys.argv[4:] or list(DRILLS)
    unknown = set(names) - set(DRILLS)
    if unknown:
        raise SystemExit(f"no drill {', '.join(sorted(unknown))}; there are {', '.join(DRILLS)}")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    results = []
    for kind in kinds.split(","):
        ground = Ground(kind, binary, folder, os.environ.get("POSTGRES_URL"), os.environ.get("POOLER_URL"))
        for name in names:
            begun = time.monotonic()
            for result in run(name, ground):
                tell(result, time.monotonic() - begun)
                begun = time.monotonic()
                results.append(result)
    print("\n| drill | database | tried | wrong | figures |\n| --- | --- | --- | --- | --- |")
    for result in results:
        print(result.row())
    tried, wrong = (sum(counts) for counts in zip(*((r.tried, len(r.wrong)) for r in results)))
    print(f"\ntried {tried}, wrong {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
