-- The database's roles, the database, and who may do what in it. Its superuser runs this once, and again after an
-- upgrade; running it again changes nothing but the passwords. psql 14 or newer; the passwords come from the
-- environment: OWNER_PASSWORD, APP_PASSWORD, WORKER_PASSWORD, BACKUP_PASSWORD.
\set ON_ERROR_STOP on
\set owner ''
\set app ''
\set worker ''
\set backup ''
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
\getenv worker WORKER_PASSWORD
\getenv backup BACKUP_PASSWORD
\if :{?database}
\else
  \set database negostrategy
\endif
SET client_min_messages = warning;

SELECT '' IN (:'owner', :'app', :'worker', :'backup') AS a_password_is_missing \gset
\if :a_password_is_missing
  DO $$ BEGIN RAISE 'Set OWNER_PASSWORD, APP_PASSWORD, WORKER_PASSWORD and BACKUP_PASSWORD.'; END $$;
\endif

-- The owner migrates. The application and the worker own nothing, and row security binds them. The search role finds
-- words for them. The backup role reads everything, past row security, and writes nothing.
SELECT format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE', name)
FROM unnest(ARRAY['owner', 'app', 'worker', 'search', 'backup']) AS word, concat('negostrategy_', word) AS name
WHERE name NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE negostrategy_owner LOGIN NOBYPASSRLS PASSWORD :'owner';
ALTER ROLE negostrategy_app LOGIN NOBYPASSRLS PASSWORD :'app';
ALTER ROLE negostrategy_worker LOGIN NOBYPASSRLS PASSWORD :'worker';
ALTER ROLE negostrategy_search NOLOGIN NOBYPASSRLS;
ALTER ROLE negostrategy_backup LOGIN BYPASSRLS PASSWORD :'backup';
ALTER ROLE negostrategy_backup SET default_transaction_read_only = on;
GRANT negostrategy_search TO negostrategy_owner;

SELECT format('CREATE DATABASE %I OWNER negostrategy_owner ENCODING ''UTF8'' TEMPLATE template0', :'database')
WHERE :'database' NOT IN (SELECT datname FROM pg_database) \gexec
\connect :"database"
SET client_min_messages = warning;
REVOKE TEMPORARY ON DATABASE :"database" FROM PUBLIC;

-- What the owner will make, and what it has made already.
ALTER DEFAULT PRIVILEGES FOR ROLE negostrategy_owner GRANT USAGE ON SCHEMAS TO negostrategy_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE negostrategy_owner GRANT SELECT ON TABLES TO negostrategy_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE negostrategy_owner GRANT SELECT ON SEQUENCES TO negostrategy_backup;
SELECT format(words, nspname)
FROM pg_namespace, unnest(ARRAY[
  'GRANT USAGE ON SCHEMA %I TO negostrategy_backup',
  'GRANT SELECT ON ALL TABLES IN SCHEMA %I TO negostrategy_backup',
  'GRANT SELECT ON ALL SEQUENCES IN SCHEMA %I TO negostrategy_backup'
]) AS words
WHERE nspname IN ('public', 'jobs') \gexec

-- The application says with SET LOCAL, a statement of its own, whose rows a transaction may see. The function of the
-- same power can stand inside any query, and so inside a query that somebody has slipped a condition into.
-- Last, because only a superuser may do it: `negostrategy doctor` says where it is not done.
GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO negostrategy_owner, negostrategy_backup;
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
