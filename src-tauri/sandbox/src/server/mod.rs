//! Takes connections on 127.0.0.1, lets requests in, records them, carries out faults, and hands them to the routes. It
//! must not know what a route does.

mod connection;
mod gate;
mod intake;
mod serve;

pub(crate) use connection::accept;
