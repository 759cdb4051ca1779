//! A local LinkedIn on 127.0.0.1.
