//! Operation: a handler with the facts its types state, so that routing, checks and the document
//! can't differ.

use crate::access::{Access, Anyone, Audience, PathIds, Visitor};
use crate::app::App;
use crate::http::answer::{Answered, Shape};
use crate::http::call::{
    Call, Deadline, NoQuery, RequestBody, RequestQuery, refuse_long_condition,
};
use crate::http::context::Context;
use crate::http::deprecation::Deprecation;
use crate::http::problem::{Code, Problem};
use actix_web::web::{Data, Payload};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError};
use chrono::{DateTime, Utc};
use domain::refusal;
use futures_util::future::LocalBoxFuture;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::future::Future;
use std::sync::LazyLock;
use utoipa::openapi::{RefOr, Schema};

/// Times an import may take as long as another request.
const IMPORT_FACTOR: u32 = 6;

/// A handler as it is served and described.
pub struct Operation {
    /// Its id in the document: the handler's name.
    pub id: &'static str,
    /// The rules that may refuse it (409).
    refusals: &'static [refusal::Code],
    /// A code of its own beside them.
    other: Option<Code>,
    /// Recorded examples, as JSON.
    pub recorded: &'static str,
    /// Deprecation, if any.
    pub deprecation: Option<Deprecation>,
    /// Schemas that requests are checked against, by name; set where the document is made.
    pub components: fn() -> &'static Map<String, Value>,
    types: fn() -> Types,
    run: Box<Run>,
}

type Run = dyn Fn(&'static Operation, HttpRequest, Payload) -> LocalBoxFuture<'static, HttpResponse>
    + Send
    + Sync;

/// Schemas by name, as they are collected.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// Facts that a handler's types state about its operation.
pub struct Types {
    /// Audience; `None`: everybody, without a token.
    pub who: Option<Audience>,
    /// Schema whose properties are the query parameters.
    pub query: Option<Cow<'static, str>>,
    /// Schema of the body and whether it may be left out.
    pub body: Option<(Cow<'static, str>, bool)>,
    /// Whether the body may be a CSV file, too.
    pub csv: bool,
    /// Status and headers of the success.
    pub shape: Shape,
    /// Schema of the answer.
    pub answer: Option<Cow<'static, str>>,
    /// Every schema that these need.
    pub schemas: Schemas,
}

/// A function that serves an operation.
pub trait Handler<Input>: Clone + Send + Sync + 'static {
    /// Facts its types state.
    fn types() -> Types;

    /// Serves one request.
    fn serve(
        self,
        operation: &'static Operation,
        request: HttpRequest,
        payload: Payload,
    ) -> impl Future<Output = Result<HttpResponse, Problem>>;
}

/// A request without a caller: health and the like.
pub struct PublicCall<V = Anyone> {
    /// The service.
    pub app: Data<App>,
    /// Who calls, as far as it is known.
    pub visitor: V,
    /// The present.
    pub now: DateTime<Utc>,
}

impl Operation {
    /// Describes a handler.
    pub fn new<I: 'static, H: Handler<I>>(
        id: &'static str,
        handler: H,
        refusals: &'static [refusal::Code],
        recorded: &'static str,
    ) -> Self {
        Self {
            id,
            refusals,
            other: None,
            recorded,
            deprecation: None,
            components: no_components,
            types: H::types,
            run: Box::new(move |operation, request, payload| {
                let handler = handler.clone();
                Box::pin(async move {
                    let answer = handler.serve(operation, request, payload).await;
                    let mut response = answer.unwrap_or_else(|problem| problem.error_response());
                    if let Some(deprecation) = &operation.deprecation {
                        deprecation.announce(response.headers_mut());
                    }
                    response
                })
            }),
        }
    }

    /// Facts its types state, computed on each call.
    pub fn types(&self) -> Types {
        (self.types)()
    }

    /// The same operation, which has another code of its own.
    pub const fn or(mut self, code: Code) -> Self {
        self.other = Some(code);
        self
    }

    /// The codes of its own refusals: rules' 409s, and an import's 422.
    pub fn refusals(&self) -> Vec<Code> {
        let rules = self.refusals.iter().copied().map(Code::Refused);
        rules.chain(self.other).collect()
    }

    /// Marks the operation as deprecated.
    pub fn deprecated(mut self, deprecation: Deprecation) -> Self {
        self.deprecation = Some(deprecation);
        self
    }

    /// Serves one request.
    pub fn run(
        &'static self,
        request: HttpRequest,
        payload: Payload,
    ) -> LocalBoxFuture<'static, HttpResponse> {
        (self.run)(self, request, payload)
    }
}

impl<H, F, A, B, Q, R> Handler<Call<A, B, Q>> for H
where
    H: Fn(Call<A, B, Q>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<R, Problem>>,
    A: Access,
    B: RequestBody,
    Q: RequestQuery,
    R: Answered,
{
    fn types() -> Types {
        let mut schemas = Vec::new();
        Types {
            who: Some(A::AUDIENCE),
            query: Q::schema(&mut schemas),
            body: B::schema(&mut schemas).zip(B::OPTIONAL),
            csv: B::IMPORT,
            shape: R::SHAPE,
            answer: R::body(&mut schemas),
            schemas,
        }
    }

    async fn serve(
        self,
        operation: &'static Operation,
        request: HttpRequest,
        payload: Payload,
    ) -> Result<HttpResponse, Problem> {
        let timeout = App::of(&request)?.config.request_timeout;
        let factor = if B::IMPORT { IMPORT_FACTOR } else { 1 };
        let mut deadline = Deadline::after(timeout.saturating_mul(factor));
        let call = Call::read(operation, &request, payload, &mut deadline).await?;
        Ok(deadline.within(self(call)).await?.respond(&request))
    }
}

impl<H, F, R, V> Handler<PublicCall<V>> for H
where
    H: Fn(PublicCall<V>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<R, Problem>>,
    R: Answered,
    V: Visitor,
{
    fn types() -> Types {
        let mut schemas = Vec::new();
        Types {
            who: None,
            query: None,
            body: None,
            csv: false,
            shape: R::SHAPE,
            answer: R::body(&mut schemas),
            schemas,
        }
    }

    async fn serve(
        self,
        operation: &'static Operation,
        request: HttpRequest,
        _: Payload,
    ) -> Result<HttpResponse, Problem> {
        let app = App::of(&request)?;
        refuse_bad_token(&request)?;
        let (path, now) = (PathIds::of(&request), now(&request)?);
        let mut deadline = Deadline::after(app.config.request_timeout);
        let visitor = deadline.within(V::admit(&app, &path, now)).await?;
        NoQuery::read(request.query_string(), (operation.components)())?;
        refuse_long_condition(request.headers())?;
        let call = PublicCall { app, visitor, now };
        let answer = deadline.within(self(call)).await?;
        Ok(answer.respond(&request))
    }
}

fn no_components() -> &'static Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    &NONE
}

/// The one present of a request.
fn now(request: &HttpRequest) -> Result<DateTime<Utc>, Problem> {
    let extensions = request.extensions();
    let context = extensions.get::<Context>();
    let context = context.ok_or_else(|| Problem::internal("no context"))?;
    Ok(context.now)
}

/// Refuses a bad token where none is needed.
fn refuse_bad_token(request: &HttpRequest) -> Result<(), Problem> {
    let extensions = request.extensions();
    let token = extensions
        .get::<Context>()
        .map(|context| context.token.as_ref());
    match token {
        Some(Err(bad)) if bad.code != Code::TokenMissing => Err(bad.clone().into()),
        _ => Ok(()),
    }
}
