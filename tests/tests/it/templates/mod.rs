//! Templates that a School makes its own (R17, R22, R23).

mod evaluation;
mod roadbook;
