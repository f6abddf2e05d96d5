# Two stages: the first installs the pinned packages, the second carries them and nothing that builds.
FROM python:3.12-slim-trixie AS packages
WORKDIR /srv
COPY requirements ./requirements
RUN python -m venv .venv \
 && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt \
 && .venv/bin/uv pip sync --no-cache --python .venv/bin/python --require-hashes requirements/running.txt

FROM python:3.12-slim-trixie
# pg_dump and pg_restore are as new as the database of docker-compose.yml: older ones refuse it.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    tini postgresql-client-17 libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY --from=packages /srv/.venv ./.venv
COPY requirements/running.txt ./requirements/running.txt
COPY negostrategy ./negostrategy
COPY dashboards ./dashboards
COPY migrations ./migrations
# What is inside, for whoever has to know: one line a package, name and version.
RUN { dpkg-query -W -f '${Package} ${Version}\n'; \
      .venv/bin/python -c "from importlib.metadata import distributions as d; print(*sorted(f'{x.name} {x.version}' for x in d()), sep='\n')"; \
    } > contents.txt
ENV PATH=/srv/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    NEGOSTRATEGY_MODE=production NEGOSTRATEGY_HOST=0.0.0.0
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["tini", "--", "python", "-m", "negostrategy.cli.main"]
CMD ["serve"]
