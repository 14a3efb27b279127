//! A release embeds the page at compile time: a new page means a new binary.
//! A debug build reads the page at start and need not be built again for it.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../../dist");
    }
}
