//! HTTP as the service speaks it, whatever is spoken about: the edge, calls and answers, strict
//! JSON, problems (RFC 9457), operations and the OpenAPI document. No noun of mentoring is here.

pub mod answer;
pub mod call;
pub mod context;
pub mod deprecation;
pub mod edge;
pub mod json;
pub mod openapi;
pub mod operation;
pub mod problem;
