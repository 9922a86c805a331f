# Stage 1: the binary. SQLite, migrations and Swagger UI are inside it.
FROM rust:1.95.0-slim-bookworm AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The dependencies, in a layer that stays as long as the manifests do: built for empty crates.
COPY .cargo/config.toml .cargo/config.toml
COPY Cargo.toml Cargo.lock ./
COPY domain/Cargo.toml domain/Cargo.toml
COPY persistence/Cargo.toml persistence/Cargo.toml
COPY api/Cargo.toml api/Cargo.toml
COPY tests/Cargo.toml tests/Cargo.toml
RUN mkdir domain/src persistence/src api/src tests/src \
    && touch domain/src/lib.rs persistence/src/lib.rs api/src/lib.rs tests/src/lib.rs \
    && echo 'fn main() {}' > api/src/main.rs \
    && cargo build --release --locked -p api --bin mentoring
COPY . .
# newer than the empty ones, whatever date the copied files have
RUN touch domain/src/lib.rs persistence/src/lib.rs api/src/lib.rs api/src/main.rs \
    && cargo build --release --locked -p api --bin mentoring

# Stage 2: what runs. The health check is the binary's own.
FROM debian:12.12-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
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
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 \
    CMD ["mentoring", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["mentoring"]
CMD ["serve"]
