//! `sslmode` with libpq's meaning, on a server with a certificate of its own authority.

use super::value;
use crate::harness::{administrative_url, fresh_folder};
use persistence::{DatabaseConfig, Store};
use std::path::Path;
use std::process::Command;

/// An authority and a server's certificate for `localhost`, as people make them today.
const MODERN: &str = "
    openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.crt -subj /CN=root -days 2
    openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=other
    printf 'subjectAltName=DNS:localhost\\nbasicConstraints=CA:FALSE' > server.ext
    openssl x509 -req -in server.csr -CA root.crt -CAkey root.key -CAcreateserial -days 2 \
        -extfile server.ext -out server.crt";
/// …as PostgreSQL's manual has it (19.9.5): version 1, the host as common name.
const MANUAL: &str = "
    openssl req -new -nodes -out root.csr -keyout root.key -subj /CN=root
    openssl x509 -req -in root.csr -days 2 -extfile /etc/ssl/openssl.cnf -extensions v3_ca \
        -signkey root.key -out root.crt
    openssl req -new -nodes -out server.csr -keyout server.key -subj /CN=localhost
    openssl x509 -req -in server.csr -days 2 -CA root.crt -CAkey root.key -CAcreateserial \
        -out server.crt";
/// …and signed by itself, to be trusted as it stands.
const ALONE: &str = "
    openssl req -new -x509 -days 2 -nodes -out server.crt -keyout server.key -subj /CN=localhost
    cp server.crt root.crt";
const ANOTHER: &str = "
    openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.crt -subj /CN=root -days 2";

fn make(folder: &Path, commands: &str) {
    let done = Command::new("sh")
        .args(["-ec", commands])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

fn script(folder: &Path, verb: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/postgres");
    let server = folder.join("postgres");
    let mut command = Command::new(script);
    let command = command.arg(verb).arg(server).env("POSTGRES_TLS", folder);
    let done = command.output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

/// Whether it connects.
async fn connects(url: &str) -> bool {
    match Store::is_up_to_date(url).await {
        Ok(_) => true,
        Err(error) => {
            let words = error.to_string();
            let tls = ["TLS", "certificate"]
                .iter()
                .any(|word| words.contains(word));
            assert!(tls, "{url}: {words}");
            println!("{url}: {words}");
            false
        }
    }
}

async fn means_what_libpq_means(folder: &Path, server: &str) {
    let root = folder.join("root.crt");
    let other = folder.join("other.crt");
    let (root, other) = (root.display(), other.display());
    let elsewhere = server.replace("127.0.0.1", "localhost");
    for mode in [
        "",
        "?sslmode=disable",
        "?sslmode=allow",
        "?sslmode=prefer",
        "?sslmode=require",
    ] {
        assert!(connects(&format!("{server}{mode}")).await, "{mode}");
    }
    for (url, trusted, expected) in [
        (server, format!("verify-ca&sslrootcert={root}"), true),
        (server, format!("require&sslrootcert={root}"), true),
        (server, format!("verify-full&sslrootcert={root}"), false),
        (&elsewhere, format!("verify-full&sslrootcert={root}"), true),
        (
            &elsewhere,
            format!("verify-full&sslrootcert={other}"),
            false,
        ),
        (server, format!("verify-ca&sslrootcert={other}"), false),
        (server, format!("require&sslrootcert={other}"), false),
        (server, "verify-ca".to_owned(), false),
        (&elsewhere, "verify-full".to_owned(), false),
        // goes on without, as the server takes that, too
        (server, format!("prefer&sslrootcert={other}"), true),
    ] {
        let url = format!("{url}?sslmode={trusted}");
        assert_eq!(connects(&url).await, expected, "{url}");
    }
}

/// Without a word about TLS, the server's is taken.
async fn encrypts_by_itself(server: &str) {
    let config = DatabaseConfig {
        url: server.to_owned(),
        connections: 1,
    };
    let store = Store::open(&config).await.unwrap();
    store.ready().await.unwrap();
    let encrypted = "SELECT count(*) > 0 FROM pg_stat_ssl WHERE ssl AND version LIKE 'TLS%'";
    assert_eq!(value(server, encrypted).await, "t");
    store.close();
}

fn with_certificates(commands: &str) {
    let folder = fresh_folder();
    make(&folder, commands);
    make(&folder, ANOTHER);
    make(&folder, "chmod 755 . && chmod 644 *.crt");
    let server = script(&folder, "start");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        means_what_libpq_means(&folder, &server).await;
        encrypts_by_itself(&server).await;
    });
    script(&folder, "stop");
    let _ = std::fs::remove_dir_all(&folder);
}

#[test]
fn sslmode_is_libpqs_with_an_authority_of_the_schools_own() {
    with_certificates(MODERN);
}

#[test]
fn sslmode_is_libpqs_with_certificates_as_the_manual_of_postgres_makes_them() {
    with_certificates(MANUAL);
}

#[test]
fn sslmode_is_libpqs_with_a_certificate_signed_by_itself() {
    with_certificates(ALONE);
}

#[test]
fn a_server_without_tls_is_good_enough_unless_tls_is_required() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let url = administrative_url();
        for mode in ["", "?sslmode=allow", "?sslmode=prefer", "?sslmode=disable"] {
            assert!(connects(&format!("{url}{mode}")).await, "{mode}");
        }
        for mode in ["require", "verify-ca", "verify-full"] {
            assert!(!connects(&format!("{url}?sslmode={mode}")).await, "{mode}");
        }
    });
}
