# Vouch for a server: `vouch serve` as a user without rights, on the versions of requirements.lock.
FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/vouch && /opt/vouch/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot bot
COPY adapters adapters
COPY storage storage
RUN /opt/vouch/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --create-home --uid 10001 vouch
COPY --from=build /opt/vouch /opt/vouch
# By its number, so that whoever runs the image can tell that it is not root (hadolint, DL3066).
USER 10001
ENV PATH="/opt/vouch/bin:$PATH" VOUCH_HOST=0.0.0.0 VOUCH_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
# SIGTERM lets Vouch answer what it has taken in before it ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["vouch"]
CMD ["serve"]
