#!/bin/bash
# The replica: the first time it copies the primary, and from then on it follows it.
set -euo pipefail
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    export PGPASSWORD=$REPLICATION_PASSWORD
    pg_basebackup --host "${PRIMARY_HOST:-postgres}" --username replication --pgdata "$PGDATA" --write-recovery-conf --checkpoint=fast
    chmod 700 "$PGDATA"
fi
exec postgres "$@"
