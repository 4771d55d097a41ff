# The site in a container:
#   docker build --tag jnimref .
#   docker run --publish 127.0.0.1:8000:8000 --volume jnimref:/app/var jnimref
# The volume holds the database (unless DATABASE_URL names another) and the secret key (unless SECRET_KEY is set).
# jnimref/settings.py lists the environment; ALLOWED_HOSTS must name the host that the site is reached by.
# Each step is one that make also runs, so what works in a checkout works here.

FROM python:3.13-slim AS base
# No .pyc files beside the code, which belongs to root; what is printed is seen at once.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

# `make setup`, in a stage of its own: pip's cache and leftovers stay out of the image.
FROM base AS setup
COPY requirements.txt .
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --disable-pip-version-check --no-cache-dir --require-hashes --requirement requirements.txt

FROM base
# A number, so that an orchestrator can see that it is not root.
RUN useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin jnimref \
    && install --directory --owner=jnimref --group=jnimref --mode=0700 var
COPY --from=setup /app/.venv .venv
COPY . .
USER 10001
# As `make run` does at every start; done here too, a fault in the static files breaks the build, and not the start.
RUN .venv/bin/python manage.py collectstatic --noinput --verbosity 0

VOLUME /app/var
# Outside a container, the site is for the machine it runs on; here, what may reach it is decided by --publish.
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD [".venv/bin/python", "-m", "jnimref.serving.probe"]
CMD [".venv/bin/python", "-m", "jnimref.launch"]
