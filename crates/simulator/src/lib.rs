//! A pretend Teams on localhost, for developers and tests; never shipped.
