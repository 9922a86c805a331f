//! Address with the methods it offers. `GET` brings `HEAD` with it, `OPTIONS` names the methods in
//! `Allow`, and so does the 405 that any other method gets.

use crate::http::problem::{Code, Problem};
use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::http::{Method, header};
use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, ResponseError, web};

/// Builder of an address.
pub struct Address {
    resource: Resource,
    methods: Vec<Method>,
}

impl Address {
    /// Starts an address without methods, as `/v1/programmes/{programme_id}`.
    pub fn at(path: &str) -> Self {
        Self {
            resource: web::resource(path),
            methods: Vec::new(),
        }
    }

    /// Offers a method; `HEAD` is answered as `GET`, and the server leaves out the body.
    pub fn serve<F, Args>(mut self, method: Method, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let brings_head = method == Method::GET;
        let route = web::method(method.clone()).to(handler.clone());
        self.resource = self.resource.route(route);
        if brings_head {
            let head = web::method(Method::HEAD).to(handler);
            self.resource = self.resource.route(head);
        }
        self.methods.push(method);
        self
    }
}

impl HttpServiceFactory for Address {
    fn register(self, config: &mut AppService) {
        let allow = allow(self.methods.iter());
        let others = move |method: Method| {
            let allow = allow.clone();
            async move { other(&method, allow) }
        };
        self.resource
            .default_service(web::to(others))
            .register(config);
    }
}

/// `Allow` of an address with these methods.
pub(super) fn allow<'a>(methods: impl Iterator<Item = &'a Method>) -> String {
    let mut words = Vec::new();
    for method in methods {
        words.push(method.as_str());
        if *method == Method::GET {
            words.push("HEAD");
        }
    }
    words.push("OPTIONS");
    words.join(", ")
}

/// Answers a method that the address doesn't offer.
pub(super) fn other(method: &Method, allow: String) -> HttpResponse {
    if *method == Method::OPTIONS {
        return HttpResponse::NoContent()
            .insert_header((header::ALLOW, allow))
            .finish();
    }
    let mut problem = Problem::new(Code::MethodNotAllowed);
    problem.allow = Some(allow);
    problem.error_response()
}

/// Answers an unknown address.
pub async fn nothing_here() -> HttpResponse {
    Problem::not_found().error_response()
}
