//! Turns of newcomers: connections on which no known sender's request has been taken yet. Whatever they send, they get few turns
//! between those of the others, and each peer among them as many as the next. A connection of a client that behaves is a newcomer
//! for one request.

mod pass_turn;
mod rounds;
mod turn;

pub(super) use pass_turn::pass_turn;
pub(super) use rounds::Newcomers;
pub(super) use turn::Turn;
