#!/bin/sh
# Runs in the container of the database: by itself on an empty volume, and after an upgrade as
# `docker compose exec -u postgres database sh /docker-entrypoint-initdb.d/make-roles.sh`.
set -eu
secrets=${SECRETS:-/run/secrets}
OWNER_PASSWORD=$(cat "$secrets/owner_password")
APP_PASSWORD=$(cat "$secrets/app_password")
WORKER_PASSWORD=$(cat "$secrets/worker_password")
BACKUP_PASSWORD=$(cat "$secrets/backup_password")
export OWNER_PASSWORD APP_PASSWORD WORKER_PASSWORD BACKUP_PASSWORD
psql --no-psqlrc --quiet --username=postgres --dbname=postgres --file="${ROLES:-/roles.sql}"
