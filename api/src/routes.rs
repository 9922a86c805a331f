//! Every operation of the service, on one page. A line is the handler and the codes of its own
//! 409s; path, method and texts stand at the handler, everything else follows from its types.

use crate::handlers::*;
use crate::operation::Operation;
use utoipa::OpenApi;

macro_rules! operations {
    ($($module:ident::$handler:ident => [$($code:ident),* $(,)?];)+) => {
        /// Paths, methods and texts, read off the handlers.
        #[derive(OpenApi)]
        #[openapi(paths($($module::$handler),+))]
        struct Paths;

        /// Every operation.
        #[must_use]
        pub fn operations() -> Vec<Operation> {
            vec![$(Operation::new(stringify!($handler), $module::$handler, &[$(crate::problem::Code::$code),*])),+]
        }
    };
}

operations! {
    health::check_liveness => [];
    health::check_readiness => [];
}

/// The document as the handlers' annotations have it: paths, methods, tags and texts.
#[must_use]
pub fn annotated() -> utoipa::openapi::OpenApi {
    Paths::openapi()
}
