//! The static floor of `scripts/bench`: a bare actix handler that answers the bytes of files.
//! Usage: `floor ADDRESS FILE…`; the file `list` is answered at `/list`, and so on.

use actix_web::web::{Bytes, Data, Path};
use actix_web::{App, HttpResponse, HttpServer, web};
use std::collections::HashMap;
use std::path::PathBuf;

type Answers = HashMap<String, Bytes>;

async fn answer(name: Path<String>, answers: Data<Answers>) -> HttpResponse {
    match answers.get(name.as_str()) {
        Some(bytes) => HttpResponse::Ok()
            .content_type("application/json")
            .body(bytes.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}

fn read(files: impl Iterator<Item = String>) -> std::io::Result<Answers> {
    files
        .map(PathBuf::from)
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Ok((name.into_owned(), Bytes::from(std::fs::read(&path)?)))
        })
        .collect()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_default();
    let answers = Data::new(read(arguments)?);
    HttpServer::new(move || {
        App::new()
            .app_data(answers.clone())
            .route("/{name}", web::get().to(answer))
    })
    .bind(address)?
    .run()
    .await
}
