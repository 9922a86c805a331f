//! HTTP as the service speaks it, independent of the domain: the edge, calls and answers, strict
//! JSON, problems (RFC 9457), operations and the OpenAPI document. It knows no noun of mentoring.

pub mod answer;
pub mod call;
pub mod context;
pub mod deprecation;
pub mod edge;
pub mod json;
pub mod openapi;
pub mod operation;
pub mod problem;
pub mod sheet;
