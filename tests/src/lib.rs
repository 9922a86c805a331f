//! Black-box tests of the service over HTTP; see `tests/it`.
