//! Call: all data that a handler needs of a request, decided in the contract's order: token (401),
//! kind of caller (403), read permission (404), part (403), query and body (400, 413, 415, 422),
//! `If-Match` (428). Only rules are left to refuse (412, 409).

mod body;
mod deadline;
mod idempotency;
mod query;
mod save;
mod valid;

use body::is_csv;
pub use body::{Json, NoBody, Nothing, OptionalJson, RequestBody, declared_length, limit_at};
pub use deadline::Deadline;
pub use query::{NoQuery, PageQuery, Query, RequestQuery};
pub use valid::{Valid, ends_after_start};

use crate::access::{Access, Caller, Grant, PathIds};
use crate::app::App;
use crate::http::answer::{IfMatch, LONGEST_CONDITION, List, Listed, PageRequest};
use crate::http::context::{Actor, Context};
use crate::http::operation::Operation;
use crate::http::problem::{Code, FieldError, Finding, Problem};
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::web::{Data, Payload};
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, Utc};
use domain::words::Language;
use persistence::{Find, Meta};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Most bytes of a body that is parsed where it is served.
const SHORT: usize = 64 * 1_024;

/// Permitted request, fully read: permission `A`, body `B`, parameters `Q`.
pub struct Call<A, B = NoBody, Q = NoQuery> {
    /// The service.
    pub app: Data<App>,
    /// Caller.
    pub caller: Caller,
    /// Data loaded by the permission.
    pub access: A,
    /// The body.
    pub body: B,
    /// The query parameters.
    pub query: Q,
    /// The one present of this request.
    pub now: DateTime<Utc>,
    /// The language that the request asks for.
    pub language: Language,
    /// Id of this request, for log and audit.
    pub request_id: String,
    /// Condition of `If-Match`.
    pub if_match: Option<IfMatch>,
    /// The key under which the answer is kept.
    pub idempotency: Option<persistence::Idempotency>,
    /// The operation's id.
    pub operation: &'static str,
    list: String,
}

impl<A: Access, B: RequestBody, Q: RequestQuery> Call<A, B, Q> {
    /// Reads a request, the service's own work on it within the deadline.
    ///
    /// # Errors
    /// The first problem in the contract's order.
    pub async fn read(
        operation: &'static Operation,
        request: &HttpRequest,
        payload: Payload,
        deadline: &mut Deadline,
    ) -> Result<Self, Problem> {
        let app = App::of(request)?;
        let context = request.extensions().get::<Context>().cloned();
        let context = context.ok_or_else(|| Problem::internal("no context"))?;
        let admitted = deadline.within(admit::<A>(&app, &context, request));
        let (caller, access) = admitted.await?;
        let mut room = app.load.room(caller.key());
        let bytes = B::bytes(request, payload, &mut room).await?;
        let turn = if B::IMPORT {
            Some(app.load.import().await?)
        } else {
            None
        };
        let components = (operation.components)();
        let csv = B::IMPORT && is_csv(request.headers());
        let parsed = deadline.within(parse::<B>(bytes, csv, components));
        let (bytes, mut body) = parsed.await?;
        if let (Ok(body), Some(turn)) = (&mut body, turn) {
            body.hold(turn);
        }
        let (query, body) = input(Q::read(request.query_string(), components), body)?;
        refuse_long_condition(request.headers())?;
        let if_match = IfMatch::of(request.headers());
        let edits = matches!(*request.method(), Method::PATCH | Method::PUT);
        if edits && if_match.is_none() {
            return Err(Problem::new(Code::IfMatchRequired));
        }
        let idempotency = idempotency::of(request, &bytes, &caller)?;
        Ok(Self {
            list: format!(
                "{}?{}|{}",
                request.path(),
                query::filters(request),
                caller.key()
            ),
            app,
            caller,
            access,
            body,
            query,
            now: context.now,
            language: context.language,
            request_id: context.request_id,
            if_match,
            idempotency,
            operation: operation.id,
        })
    }

    /// Author, time and request of the write, and the versions that `If-Match` names.
    pub fn meta(&self) -> Meta {
        Meta {
            person: Some(self.caller.id),
            operation: self.operation,
            request_id: self.request_id.clone(),
            now: self.now,
            idempotency: self.idempotency.clone(),
            versions: self.if_match.clone().and_then(IfMatch::into_versions),
        }
    }

    /// The list that this request reads: cursors are bound to its path, filters and caller.
    fn list(&self) -> List<'_> {
        List {
            key: &self.app.cursors,
            name: self.list.clone(),
        }
    }
}

impl<A: Access, Q: PageQuery> Call<A, NoBody, Q> {
    /// Part of the list that the request asks for.
    ///
    /// # Errors
    /// 422 `cursor_invalid`.
    pub fn part<K: DeserializeOwned>(&self) -> Result<PageRequest<K>, Problem> {
        self.list().part(self.query.limit(), self.query.cursor())
    }

    /// Page of the rows read: `key` finds a row, `shape` makes its view.
    pub fn page<R, K: Serialize, T>(
        &self,
        part: &PageRequest<K>,
        rows: Vec<R>,
        key: impl Fn(&R) -> K,
        shape: impl Fn(R) -> T,
    ) -> Listed<T> {
        self.list().page(part, rows, key, shape).into()
    }
}

/// Refuses conditions beyond the length limit; in HTTP an unreadable tag merely never matches.
///
/// # Errors
/// 422 `too_long`.
pub(crate) fn refuse_long_condition(headers: &HeaderMap) -> Result<(), Problem> {
    let is_long = |name: &&str| {
        let mut values = headers.get_all(*name);
        values.any(|value| value.len() > LONGEST_CONDITION)
    };
    match ["If-Match", "If-None-Match"]
        .iter()
        .find(|name| is_long(name))
    {
        None => Ok(()),
        Some(name) => {
            let most = u64::try_from(LONGEST_CONDITION).unwrap_or(u64::MAX);
            let error = FieldError::new(format!("/{name}"), Finding::TooLong(most));
            Err(Problem::invalid(vec![error]))
        }
    }
}

/// Loads the caller and their permission.
async fn admit<A: Access>(
    app: &App,
    context: &Context,
    request: &HttpRequest,
) -> Result<(Caller, A), Problem> {
    let claims = context.token.clone()?;
    let path = PathIds::of(request);
    // an address without an id is refused where the permission decides, after the caller
    let find = A::find(&path).unwrap_or(Find::Nothing);
    let (caller, found) = Caller::load(app, &claims, context, (find, A::ADMITS_STRANGERS)).await?;
    request.extensions_mut().insert(Actor(caller.id));
    A::AUDIENCE.admit(&caller)?;
    let access = A::grant(&Grant {
        found,
        app,
        caller: &caller,
        path: &path,
        now: context.now,
    })
    .await?;
    Ok((caller, access))
}

/// Parses and checks a body; a long one beside the serving threads.
async fn parse<B: RequestBody>(
    bytes: Vec<u8>,
    csv: bool,
    components: &'static Map<String, Value>,
) -> Result<(Vec<u8>, Result<B, Problem>), Problem> {
    let is_short = bytes.len() <= SHORT;
    let read = move || {
        let body = if csv {
            B::read_csv(&bytes, components)
        } else {
            B::read(&bytes, components)
        };
        (bytes, body)
    };
    if is_short {
        return Ok(read());
    }
    let parsed = actix_web::web::block(read).await;
    parsed.map_err(Problem::internal)
}

/// Query and body; the query's errors don't hide that the body isn't JSON.
fn input<B, Q>(query: Result<Q, Problem>, body: Result<B, Problem>) -> Result<(Q, B), Problem> {
    match (query, body) {
        (Ok(query), Ok(body)) => Ok((query, body)),
        (_, Err(problem)) if problem.code != Code::ValidationFailed => Err(problem),
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}
