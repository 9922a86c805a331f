# Stage 1: the binary. SQLite, migrations and Swagger UI are inside it.
FROM rust:1.95-slim-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN cargo build --release --locked -p api --bin mentoring

# Stage 2: what runs. No shell tools are needed but the health check's.
FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/mentoring --create-home mentoring
COPY --from=build /source/target/release/mentoring /usr/local/bin/mentoring
USER 10001
WORKDIR /var/lib/mentoring
ENV MIMALLOC_PURGE_DELAY=0 \
    MENTORING_LISTEN=0.0.0.0:8080 \
    MENTORING_DATA_DIR=/var/lib/mentoring \
    MENTORING_LOG_FORMAT=json
VOLUME /var/lib/mentoring
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/health/ready"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["mentoring"]
CMD ["serve"]
