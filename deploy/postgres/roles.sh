#!/bin/bash
# Run once by the image, when the database is made: the role that reads the public pages, and the one by which a replica follows.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set reader="$READER_PASSWORD" --set replication="$REPLICATION_PASSWORD" <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE ROLE reader LOGIN PASSWORD :'reader';
GRANT USAGE ON SCHEMA public TO reader;
CREATE ROLE replication LOGIN REPLICATION PASSWORD :'replication';
SQL
echo 'host replication replication all scram-sha-256' >>"$PGDATA/pg_hba.conf"
