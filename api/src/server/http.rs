//! The HTTP servers: the API, and the metrics on a port of their own.

use super::{Running, StartError, local};
use crate::app::App;
use crate::demo;
use crate::edge::{PathTable, edge, fallback, scrape};
use crate::openapi::{self, api};
use crate::problem::problem_page;
use actix_web::dev::Server;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App as Actix, HttpServer, Route, guard};
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);
/// How long an idle connection stays open.
const IDLE: Duration = Duration::from_secs(75);
/// Seconds in which requests in flight are finished after SIGTERM.
const SHUTDOWN: u64 = 25;

/// Runs the servers of an app.
pub(super) fn run(
    app: Data<App>,
    listener: TcpListener,
    addr: SocketAddr,
    metrics: Option<TcpListener>,
) -> Result<Running, StartError> {
    let wrong = |error| StartError::Listen(addr, error);
    let server = main_server(app.clone(), listener).map_err(wrong)?;
    let mut servers = vec![server.handle()];
    let mut tasks = vec![
        tokio::spawn(forget_idle(app.clone())),
        tokio::spawn(app.worker.clone().run()),
        spawn(server),
    ];
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
    })
}

fn spawn(server: Server) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        if let Err(error) = server.await {
            tracing::error!(%error, "server stopped");
        }
    })
}

fn main_server(app: Data<App>, listener: TcpListener) -> std::io::Result<Server> {
    let table = Data::new(path_table(app.config.is_demo()));
    let server = HttpServer::new(move || {
        let demo = app.config.is_demo();
        Actix::new()
            .app_data(app.clone())
            .app_data(table.clone())
            .configure(operations)
            .configure(documents)
            .configure(|config| {
                if demo {
                    demo::routes(config);
                }
            })
            .default_service(web::to(fallback))
            .wrap(from_fn(edge))
    });
    let server = server.client_request_timeout(HEAD).keep_alive(IDLE);
    let server = server.shutdown_timeout(SHUTDOWN).disable_signals();
    Ok(server.listen(listener)?.run())
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

/// One resource per path with all its methods; `HEAD` is answered as `GET` without a body.
fn operations(config: &mut ServiceConfig) {
    for path in by_path() {
        let mut resource = web::resource(path.0);
        for served in path.1 {
            let operation = &served.operation;
            let mut methods = vec![served.method.clone()];
            if served.method == Method::GET {
                methods.push(Method::HEAD);
            }
            for method in methods {
                let route = web::method(method);
                resource = resource
                    .route(route.to(move |request, payload| operation.run(request, payload)));
            }
        }
        config.service(resource.default_service(web::to(fallback)));
    }
}

/// The document, its UI and the problem pages.
fn documents(config: &mut ServiceConfig) {
    config
        .route("/openapi.json", reading().to(openapi::openapi_json))
        .route("/openapi.yaml", reading().to(openapi::openapi_yaml))
        .route("/problems/{code}", reading().to(problem_page))
        .service(web::redirect("/swagger-ui", "/swagger-ui/").see_other())
        .route("/swagger-ui/{file:.*}", reading().to(openapi::swagger_ui));
}

/// `GET`, and `HEAD` with it.
fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

fn by_path() -> BTreeMap<&'static str, Vec<&'static openapi::Served>> {
    let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for served in &api().served {
        paths.entry(served.path.as_str()).or_default().push(served);
    }
    paths
}

fn path_table(demo: bool) -> PathTable {
    let operations = by_path().into_iter().map(|(path, served)| {
        let methods = served.iter().map(|served| served.method.clone());
        (path.to_owned(), methods.collect::<Vec<_>>())
    });
    let documents = [
        "/openapi.json",
        "/openapi.yaml",
        "/problems/{code}",
        "/swagger-ui/{file:.*}",
    ];
    let documents = documents
        .into_iter()
        .map(|path| (path.to_owned(), vec![Method::GET]));
    let demo = demo.then_some([
        ("/demo/clock".to_owned(), vec![Method::GET, Method::PUT]),
        ("/demo/accounts".to_owned(), vec![Method::GET]),
    ]);
    PathTable::new(
        operations
            .chain(documents)
            .chain(demo.into_iter().flatten()),
    )
}

/// Callers who stay away are forgotten, so that the limiter doesn't grow.
async fn forget_idle(app: Data<App>) {
    let mut minute = tokio::time::interval(Duration::from_secs(60));
    loop {
        minute.tick().await;
        app.limiter.forget_idle();
    }
}
