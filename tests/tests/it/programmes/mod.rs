//! Programmes: windows, policies, and their way from draft to closed (R1–R3).

mod life;
mod names;
mod settings;
mod successor;
