//! The HTTP servers: the API, and the metrics on a port of their own.

use super::{LISTEN, Routes, Running, StartError, local};
use crate::app::App;
use crate::http::edge::{
    Address, Connection, Table, edge, expectation, scrape, served as answered,
};
use crate::http::openapi::{self, served};
use actix_http::{HttpService, Protocol, Request};
use actix_service::{ServiceFactoryExt, fn_service, map_config};
use actix_web::body::BoxBody;
use actix_web::dev::{AppConfig, Server, ServiceFactory, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App as Actix, Error, HttpResponse, HttpServer};
use std::net::{SocketAddr, TcpListener};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::net::TcpStream;

/// Time limit for the head of a request for metrics; the API's connections have their own.
const HEAD: Duration = Duration::from_secs(10);
/// Time in which a connection is closed in good order.
const DISCONNECT: Duration = Duration::from_secs(5);
/// Threads of each serving thread for long bodies and the like.
const BESIDE: usize = 2;
/// Time an idle connection stays open.
const IDLE: Duration = Duration::from_secs(75);
/// Seconds in which requests in flight are finished after SIGTERM.
const SHUTDOWN: u64 = 25;

/// Runs the servers of an app.
pub(super) fn run(
    app: Data<App>,
    listener: TcpListener,
    addr: SocketAddr,
    metrics: Option<TcpListener>,
    more: Routes,
) -> Result<Running, StartError> {
    let wrong = |error| StartError::Listen(LISTEN, addr, error);
    let server = main_server(app.clone(), listener, more).map_err(wrong)?;
    let mut servers = vec![server.handle()];
    let (worker, store) = (app.worker.clone(), app.store.clone());
    let working = tokio::spawn(worker.clone().run());
    let mut tasks = vec![tokio::spawn(forget_idle(app.clone())), spawn(server)];
    let mut metrics_addr = None;
    if let Some(listener) = metrics {
        metrics_addr = Some(local(&listener, addr)?);
        let server = metrics_server(app, listener).map_err(wrong)?;
        servers.push(server.handle());
        tasks.push(spawn(server));
    }
    Ok(Running {
        addr,
        metrics_addr,
        servers,
        tasks,
        worker,
        working,
        store,
    })
}

fn spawn(server: Server) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "server stopped");
        }
    })
}

fn main_server(app: Data<App>, listener: TcpListener, more: Routes) -> std::io::Result<Server> {
    let made = Data::new(openapi::Documents::default());
    let server = Server::build()
        .worker_max_blocking_threads(BESIDE)
        .shutdown_timeout(SHUTDOWN)
        .disable_signals();
    let stopping = server.graceful_shutdown_signal();
    let connections = move || {
        let (accepted, expected) = (app.clone(), app.clone());
        let stopping = stopping.clone();
        let service = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .keep_alive(IDLE)
            .client_request_timeout(Duration::ZERO)
            .client_disconnect_timeout(DISCONNECT)
            .on_connect_ext(|connection: &Connection, data| connection.share(data))
            .expect(fn_service(move |request: Request| {
                let refused = expectation(&expected, &request);
                async move { refused.map(|()| request).map_err(Refused) }
            }))
            .finish(service(app.clone(), made.clone(), more));
        fn_service(move |stream: TcpStream| {
            let peer = stream.peer_addr().ok();
            let connection = Connection::new(stream, accepted.clone());
            async move { Ok((connection, Protocol::Http1, peer)) }
        })
        .and_then(service)
    };
    Ok(server.listen("api", listener, connections)?.run())
}

/// The routes, with the edge around them.
fn service(
    app: Data<App>,
    made: Data<openapi::Documents>,
    more: Routes,
) -> impl ServiceFactory<
    Request,
    Config = (),
    Response = ServiceResponse<BoxBody>,
    Error = Error,
    InitError = (),
> {
    let routes = Actix::new()
        .app_data(app)
        .app_data(made)
        .app_data(table())
        .configure(documents)
        .configure(more)
        .default_service(web::to(answered))
        .wrap(from_fn(edge));
    map_config(routes, |()| AppConfig::default())
}

/// Refusal in place of `100 Continue`.
#[derive(Debug)]
struct Refused(HttpResponse);

impl From<Refused> for actix_http::Response<BoxBody> {
    fn from(refused: Refused) -> Self {
        refused.0.into()
    }
}

fn metrics_server(app: Data<App>, listener: TcpListener) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        Actix::new()
            .app_data(app.clone())
            .route("/metrics", web::get().to(scrape))
    });
    let server = server
        .workers(1)
        .client_request_timeout(HEAD)
        .shutdown_timeout(1);
    Ok(server.disable_signals().listen(listener)?.run())
}

/// The addresses of all operations.
fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let mut table = Table::default();
        for one in served() {
            table.add(&one.path, one.method.clone(), &one.operation);
        }
        table
    });
    &TABLE
}

/// The document, its UI and the problem pages.
fn documents(config: &mut ServiceConfig) {
    let swagger_ui = |app: Data<App>| async move {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((header::LOCATION, format!("{}/swagger-ui/", app.base_path)));
        response.finish()
    };
    config
        .service(Address::at("/openapi.json").serve(Method::GET, openapi::openapi_json))
        .service(Address::at("/openapi.yaml").serve(Method::GET, openapi::openapi_yaml))
        .service(Address::at("/problems/{code}").serve(Method::GET, openapi::problem_page))
        .service(Address::at("/").serve(Method::GET, swagger_ui))
        .service(Address::at("/swagger-ui").serve(Method::GET, swagger_ui))
        .service(Address::at("/swagger-ui/{file:.*}").serve(Method::GET, openapi::swagger_ui));
}

/// Forgets idle callers, so that the limiter doesn't grow.
async fn forget_idle(app: Data<App>) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        minute.tick().await;
        app.limiter.forget_idle();
    }
}
