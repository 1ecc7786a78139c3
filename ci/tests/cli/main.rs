//! The commands as a reader meets them: what they print and how they end.

mod commands;
mod exercise;
mod fixture;
mod new;
mod sanitizers;
mod serve;
mod stages;
