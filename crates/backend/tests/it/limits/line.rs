//! A connection without a client library, which would not be slow or wrong on purpose.

use crate::support::Server;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A bare connection: a client library would not be slow or wrong on purpose.
pub(crate) struct Line(pub(crate) TcpStream);

impl Line {
    pub(crate) async fn to(server: &Server) -> Self {
        let address = server.base.trim_start_matches("http://");
        let address: SocketAddr = address.parse().expect("an address and a port");
        Self(TcpStream::connect(address).await.expect("it listens"))
    }

    pub(crate) async fn say(&mut self, text: &str) {
        // The server may have hung up; then its answer tells.
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything until the server closes.
    pub(crate) async fn hear_all(&mut self) -> String {
        let mut heard = String::new();
        let reading = self.0.read_to_string(&mut heard);
        let read = tokio::time::timeout(Duration::from_secs(20), reading).await;
        read.expect("the server closes").expect("it is text");
        heard
    }

    /// Everything until the server closes, or until a whole problem is there.
    pub(crate) async fn hear(&mut self) -> String {
        let mut heard = Vec::new();
        let reading = async {
            while self.0.read_buf(&mut heard).await.is_ok_and(|n| n > 0) {
                if heard.ends_with(b"}") {
                    break;
                }
            }
        };
        let read = tokio::time::timeout(Duration::from_secs(20), reading).await;
        assert!(read.is_ok(), "the server neither answers nor closes");
        String::from_utf8_lossy(&heard).into_owned()
    }
}
