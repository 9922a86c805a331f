//! What no operation serves: 405 with `Allow` where the address has other methods, else 404.
//! Both are read off the document's own paths.

use crate::problem::{Code, Problem};
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};

/// Every address of the service with its methods.
pub struct PathTable(Vec<(actix_web::dev::ResourceDef, String)>);

impl PathTable {
    /// Builds the table of path templates and their methods, as `GET, PATCH`.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = (String, Vec<Method>)>) -> Self {
        let row = |(path, methods): (String, Vec<Method>)| {
            let mut words: Vec<_> = methods.iter().map(Method::to_string).collect();
            if methods.contains(&Method::GET) {
                words.push("HEAD".to_owned());
            }
            words.push("OPTIONS".to_owned());
            (actix_web::dev::ResourceDef::new(path), words.join(", "))
        };
        Self(paths.into_iter().map(row).collect())
    }

    fn allow(&self, path: &str) -> Option<&str> {
        let row = self.0.iter().find(|(pattern, _)| pattern.is_match(path))?;
        Some(&row.1)
    }
}

/// Answers what no operation serves.
pub async fn fallback(request: HttpRequest) -> HttpResponse {
    let table = request.app_data::<Data<PathTable>>();
    let allow = table.and_then(|table| table.allow(request.path()));
    match allow {
        Some(allow) if request.method() == Method::OPTIONS => HttpResponse::NoContent()
            .insert_header((header::ALLOW, allow))
            .finish(),
        Some(allow) => {
            let mut problem = Problem::new(Code::MethodNotAllowed);
            problem.allow = Some(allow.to_owned());
            problem.error_response()
        }
        None => Problem::not_found().error_response(),
    }
}
