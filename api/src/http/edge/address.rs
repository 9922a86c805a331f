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
        self.methods.push(method);
        if brings_head {
            return self.serve(Method::HEAD, handler);
        }
        self
    }

    fn allow(&self) -> String {
        let mut words: Vec<_> = self.methods.iter().map(Method::as_str).collect();
        words.push("OPTIONS");
        words.join(", ")
    }
}

impl HttpServiceFactory for Address {
    fn register(self, config: &mut AppService) {
        let allow = self.allow();
        let others = move |method: Method| {
            let allow = allow.clone();
            async move { other(&method, allow) }
        };
        self.resource
            .default_service(web::to(others))
            .register(config);
    }
}

/// Answers a method that the address doesn't offer.
fn other(method: &Method, allow: String) -> HttpResponse {
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
