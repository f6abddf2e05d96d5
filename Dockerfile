# Two stages: the first installs the pinned packages, the second carries them and nothing that builds.
FROM python:3.12-slim-bookworm AS packages
WORKDIR /srv
COPY requirements ./requirements
RUN python -m venv .venv \
 && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/bootstrap.txt \
 && .venv/bin/uv pip sync --no-cache --python .venv/bin/python --require-hashes requirements/lock.txt

FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY --from=packages /srv/.venv ./.venv
COPY negostrategy ./negostrategy
COPY dashboards ./dashboards
COPY migrations ./migrations
ENV PATH=/srv/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    NEGOSTRATEGY_MODE=production NEGOSTRATEGY_HOST=0.0.0.0
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
ENTRYPOINT ["tini", "--", "python", "-m", "negostrategy.cli.main"]
CMD ["serve"]
