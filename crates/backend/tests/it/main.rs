//! The server as others meet it: over real HTTP, with a receiver that plays
//! the channel.

mod addresses;
mod api;
mod attack;
mod backup;
mod bad_input;
mod canary;
mod contract;
mod delivery;
mod document;
mod enrolment;
mod events;
mod expiry;
mod faults;
mod files;
mod form;
mod grants;
mod history;
mod hosts;
mod keys;
mod limits;
mod monitor;
mod package;
mod page;
mod people;
mod process;
mod quotas;
mod revival;
mod roster;
mod schedule;
mod shell;
mod start;
mod support;
mod types;
mod unread;
mod wrong_look;
